//! From a ladder to a drawing: columns, the height of rows, texts and rails.

use std::ops::Range;
use std::time::Duration;

use textwrap::core::display_width;

use crate::characters::Characters;
use crate::drawing::{Drawing, Rail, Text, Tone, Weight};
use crate::ladder::{Act, ArrowKind, End, Ladder, Outcome};
use crate::rows::{Phase, Row, rows};
use crate::{fold, label, routes, waiting, wrap};

/// Room for a time, and two blanks.
const TIME: usize = 11;
/// A lane's rail, and a blank.
const RAIL: usize = 2;
/// The narrowest lane: "accept()" and an address fit, on two lines.
const NARROWEST_LANE: usize = 20;
/// From this width a name in Python stands beside each call.
const LANE_WITH_PYTHON: usize = 52;
/// The longest name in Python and a blank.
const PYTHON: usize = 21;
/// The most lines of a call.
const MOST_LINES: usize = 3;

/// Between two lanes, on a page of 80 columns or more.
const GUTTER: usize = 14;
/// And on a narrower one: two arrows still go down side by side.
const NARROW_GUTTER: usize = 9;
/// A lane's width on a page that is as wide as it needs to be.
const WIDE_LANE: usize = 62;
/// The same, of more than two lanes: without Python, so that a page can be seen at once.
const ONE_OF_MANY: usize = 38;

/// The width of a page that has room enough for so many lanes.
pub(crate) fn page_width(lanes: usize) -> usize {
    let lane = if lanes > 2 { ONE_OF_MANY } else { WIDE_LANE };
    TIME + lanes.max(1) * lane + lanes.saturating_sub(1) * GUTTER
}

/// Where the lanes stand.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Columns {
    /// A lane's width, the rail included.
    lane: usize,
    /// Between two lanes.
    gutter: usize,
}

impl Columns {
    /// The columns of so many lanes; `None` if they are too many for this width.
    fn fit(width: usize, lanes: usize) -> Option<Self> {
        let gaps = lanes.saturating_sub(1);
        let gutter = if width < 80 { NARROW_GUTTER } else { GUTTER };
        let room = width.checked_sub(TIME + gaps * gutter)?;
        let lane = room / lanes.max(1);
        (lane >= NARROWEST_LANE).then_some(Self { lane, gutter })
    }

    /// Where the rail of a lane is.
    pub(crate) fn rail(self, lane: usize) -> usize {
        TIME + lane * (self.lane + self.gutter)
    }

    /// Where the gutter on a lane's left begins.
    pub(crate) fn gutter(self, lane: usize) -> usize {
        self.rail(lane) - self.gutter
    }

    fn room(self) -> usize {
        let room = self.lane - RAIL;
        if self.has_python() { room - PYTHON } else { room }
    }

    fn has_python(self) -> bool {
        self.lane >= LANE_WITH_PYTHON
    }
}

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
                    self.put(0, &format!("{:>9}", time(at)), TIME, 1, Tone::Time);
                    let heights = cells.iter().map(|cell| self.cell(cell.call, cell.phase));
                    heights.max().unwrap_or(1)
                }
                Row::Idle(idle) => {
                    let idle = format!("+{}", time(idle));
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
        let text = label::call(call, phase, has_tasks(self.ladder, call.lane));
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
        let notes = notes(self.ladder, !self.columns.has_python());
        if !notes.is_empty() {
            self.drawing.rows += 1;
        }
        for note in notes {
            let width = self.drawing.columns;
            self.drawing.rows += self.put(0, &note, width, usize::MAX, Tone::Note);
        }
    }
}

/// The sentences below the picture: who waits, what was never received, what
/// the short names mean.
pub(crate) fn notes(ladder: &Ladder, with_python: bool) -> Vec<String> {
    let mut notes: Vec<String> = waiting::sentence(ladder).into_iter().collect();
    for (lane, program) in ladder.lanes.iter().enumerate() {
        let unread = ladder.arrows.iter().map(|arrow| match (arrow.kind, arrow.from, arrow.to) {
            (ArrowKind::Bytes(count), End::Call(call), End::Nowhere)
                if ladder.calls[call].lane == lane =>
            {
                count
            }
            _ => 0,
        });
        let unread: u64 = unread.sum();
        if unread > 0 {
            let name = &program.name;
            notes.push(format!("never received: {} that {name} sent", label::bytes(unread)));
        }
    }
    if ladder.left_out > 0 {
        notes.push(format!("{} calls more were made, and are not shown", ladder.left_out));
    }
    let mut legends: Vec<&str> = Vec::new();
    for legend in ladder.arrows.iter().filter_map(|arrow| label::legend(arrow.kind)) {
        if !legends.contains(&legend) {
            legends.push(legend);
        }
    }
    notes.extend((!legends.is_empty()).then(|| legends.join("; ")));
    notes.extend(with_python.then(|| python(ladder)).flatten());
    notes
}

/// Whether a program has several threads or processes, so that each call says whose it is.
pub(crate) fn has_tasks(ladder: &Ladder, lane: usize) -> bool {
    ladder.calls.iter().any(|call| call.lane == lane && call.task > 1)
}

/// The names in Python of all calls, as a sentence.
fn python(ladder: &Ladder) -> Option<String> {
    let mut names: Vec<&str> = Vec::new();
    for name in ladder.calls.iter().filter_map(label::python) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    (!names.is_empty()).then(|| format!("in Python: {}", names.join(", ")))
}

/// A time, in at most 8 characters.
pub(crate) fn time(time: Duration) -> String {
    let seconds = time.as_secs_f64();
    if seconds < 0.99995 {
        format!("{:.1} ms", seconds * 1000.0)
    } else if seconds < 1000.0 {
        format!("{seconds:.2} s")
    } else {
        format!("{:.0} min", (seconds / 60.0).min(99_999.0))
    }
}
