//! From a ladder to a drawing: columns, the height of rows, texts and rails.

use std::ops::Range;

use textwrap::core::display_width;

use crate::characters::Characters;
use crate::columns::{Columns, PYTHON, RAIL, TIME};
use crate::drawing::{Drawing, Rail, Text, Tone, Weight};
use crate::ladder::{Act, Ladder, Outcome};
use crate::rows::{Phase, Row, rows};
use crate::{fold, label, notes, routes, wrap};

/// The most lines of a call.
const MOST_LINES: usize = 3;

/// A call in the picture: where its arrows begin and end.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place {
    pub(crate) call: usize,
    pub(crate) phase: Phase,
    /// The row of its first line.
    pub(crate) row: usize,
    /// And of its last.
    pub(crate) last_row: usize,
    /// The first column behind its first line.
    pub(crate) end: usize,
}

/// A ladder, laid out.
pub(crate) struct Layout {
    pub(crate) drawing: Drawing,
    /// The rows with the names of the lanes.
    pub(crate) names: Range<usize>,
    /// The rows of the picture itself.
    pub(crate) rows: Range<usize>,
    pub(crate) places: Vec<Place>,
    /// For each call of the ladder, which call of the picture shows it.
    pub(crate) renamed: Vec<usize>,
}

/// The layout of a ladder; `None` if the lanes do not fit into this width.
pub(crate) fn layout(ladder: &Ladder, width: usize, characters: Characters) -> Option<Layout> {
    let (ladder, renamed) = fold::fold(ladder);
    let columns = Columns::fit(width, ladder.lanes.len())?;
    let drawing = Drawing { columns: width, ..Drawing::default() };
    let mut page = Page { ladder: &ladder, columns, characters, drawing, places: Vec::new() };
    page.heading();
    let before = page.drawing.rows;
    page.names();
    let first = page.drawing.rows;
    page.rows();
    let last = page.drawing.rows;
    page.rails();
    let (routes, labels) = routes::routes(&ladder, columns, &page.places);
    page.drawing.routes = routes;
    page.drawing.texts.extend(labels);
    page.notes();
    let Page { drawing, places, .. } = page;
    Some(Layout { drawing, names: before..first, rows: first..last, places, renamed })
}

struct Page<'a> {
    ladder: &'a Ladder,
    columns: Columns,
    characters: Characters,
    drawing: Drawing,
    places: Vec<Place>,
}

impl Page<'_> {
    /// Puts a text at the page's next rows, broken to a width; gives the lines.
    fn put(&mut self, column: usize, text: &str, width: usize, most: usize, tone: Tone) -> usize {
        let text = self.characters.spell(text);
        let lines = wrap::lines(&text, width, most, self.characters);
        let count = lines.len();
        for (row, text) in (self.drawing.rows..).zip(lines) {
            self.drawing.texts.push(Text { column, row, text, tone });
        }
        count
    }

    fn heading(&mut self) {
        let width = self.drawing.columns;
        self.drawing.rows += self.put(0, &self.ladder.heading, width, MOST_LINES, Tone::Heading);
        self.drawing.rows += 1;
    }

    fn names(&mut self) {
        let width = self.columns.lane;
        let mut height = 0;
        for (index, lane) in self.ladder.lanes.iter().enumerate() {
            let column = self.columns.rail(index);
            height = height.max(self.put(column, &lane.name, width, MOST_LINES, Tone::Heading));
        }
        self.drawing.rows += height;
    }

    fn rows(&mut self) {
        for row in rows(self.ladder) {
            let height = match row {
                Row::Moment { at, cells } => {
                    self.put(0, &format!("{:>9}", label::time(at)), TIME, 1, Tone::Time);
                    let heights = cells.iter().map(|cell| self.cell(cell.call, cell.phase));
                    heights.max().unwrap_or(1)
                }
                Row::Idle(idle) => {
                    let idle = format!("+{}", label::time(idle));
                    self.put(0, &format!("{idle:>9}"), TIME, 1, Tone::Time)
                }
                Row::LeftOut(count) => {
                    let (column, width) = (self.columns.rail(0) + RAIL, self.columns.room());
                    self.put(column, &format!("… {count} rows left out …"), width, 2, Tone::Time)
                }
            };
            self.drawing.rows += height;
        }
    }

    /// A call in its lane; gives its height.
    fn cell(&mut self, index: usize, phase: Phase) -> usize {
        let call = &self.ladder.calls[index];
        let text = label::call(call, phase, label::has_tasks(self.ladder, call.lane));
        let tone = match (&call.outcome, phase) {
            (Outcome::Failed(_), Phase::Whole | Phase::Return) => Tone::Failure,
            (Outcome::Failed(_), Phase::Enter | Phase::Still) => Tone::Call,
            (Outcome::Done(_) | Outcome::TimedOut | Outcome::Waiting, _) => Tone::Call,
        };
        let (row, column) = (self.drawing.rows, self.columns.rail(call.lane) + RAIL);
        let room = self.columns.room();
        let height = self.put(column, &text, room, MOST_LINES, tone);
        if let Some(python) = label::python(call)
            .filter(|_| self.columns.has_python() && matches!(phase, Phase::Whole | Phase::Enter))
        {
            self.put(column + room + 1, python, PYTHON, 1, Tone::Python);
        }
        let lane = column..column + self.columns.lane;
        let is_here = |text: &&Text| text.row == row && lane.contains(&text.column);
        let ends = self.drawing.texts.iter().filter(is_here);
        let end = ends.map(|text| text.column + display_width(&text.text)).max();
        self.places.push(Place {
            call: index,
            phase,
            row,
            last_row: row + height.max(1) - 1,
            end: end.unwrap_or(column),
        });
        height
    }

    fn rails(&mut self) {
        let last_row = self.drawing.rows.saturating_sub(1);
        for lane in 0..self.ladder.lanes.len() {
            let column = self.columns.rail(lane);
            let calls = &self.ladder.calls;
            let own = || self.places.iter().filter(|place| calls[place.call].lane == lane);
            let Some(first) = own().next() else { continue };
            let ended = own().find(|place| calls[place.call].act == Act::End);
            let last_row = ended.map_or(last_row, |place| place.last_row);
            let rail = Rail { column, first_row: first.row, last_row, weight: Weight::Lives };
            let mut rails = vec![rail];
            for place in own().filter(|place| place.phase == Phase::Enter) {
                let back = own()
                    .find(|other| other.call == place.call && other.phase == Phase::Return)
                    .map_or(last_row, |back| back.row);
                let weight = Weight::Waits;
                rails.push(Rail { column, first_row: place.row, last_row: back, weight });
            }
            self.drawing.rails.extend(rails);
        }
    }

    /// What stands below the picture.
    fn notes(&mut self) {
        let notes = notes::notes(self.ladder, !self.columns.has_python());
        if !notes.is_empty() {
            self.drawing.rows += 1;
        }
        for note in notes {
            let width = self.drawing.columns;
            self.drawing.rows += self.put(0, &note, width, usize::MAX, Tone::Note);
        }
    }
}
