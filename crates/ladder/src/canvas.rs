//! A drawing as characters: lines that meet become crossings and corners, and
//! texts stand above lines.

use textwrap::core::display_width;

use crate::characters::Characters;
use crate::drawing::{Drawing, Head, Rail, Route, Text, Weight};

/// The directions in which a line leaves a cell.
const UP: u8 = 1;
const DOWN: u8 = 2;
const LEFT: u8 = 4;
const RIGHT: u8 = 8;

/// A cell of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Cell {
    /// Lines that leave it in these directions; none is a blank.
    Lines(u8),
    /// The rail of a program that waits, and lines that cross it.
    Waits(u8),
    /// An arrow's head, which looks in this direction.
    Head(u8),
    /// Something ends by force, or arrives nowhere.
    Cross,
    /// A character, with those that combine with it.
    Letter(String),
    /// The right half of a wide character.
    Covered,
}

/// A page of cells.
pub(crate) struct Canvas {
    rows: Vec<Vec<Cell>>,
}

impl Canvas {
    /// The drawing, drawn.
    pub(crate) fn of(drawing: &Drawing) -> Self {
        let row = vec![Cell::Lines(0); drawing.columns];
        let mut canvas = Self { rows: vec![row; drawing.rows] };
        for rail in &drawing.rails {
            canvas.rail(rail);
        }
        for route in &drawing.routes {
            canvas.route(route);
        }
        for text in &drawing.texts {
            canvas.text(text);
        }
        canvas
    }

    /// A text for each row.
    pub(crate) fn lines(&self, characters: Characters) -> Vec<String> {
        let line = |row: &Vec<Cell>| row.iter().map(|cell| glyph(cell, characters)).collect();
        self.rows.iter().map(line).collect()
    }

    fn cell(&mut self, column: usize, row: usize) -> Option<&mut Cell> {
        self.rows.get_mut(row)?.get_mut(column)
    }

    fn rail(&mut self, rail: &Rail) {
        for row in rail.first_row..=rail.last_row {
            let Some(cell) = self.cell(rail.column, row) else { continue };
            match rail.weight {
                Weight::Lives => *cell = Cell::Lines(UP | DOWN),
                Weight::Waits => *cell = Cell::Waits(0),
            }
        }
    }

    fn line(&mut self, column: usize, row: usize, directions: u8) {
        match self.cell(column, row) {
            Some(Cell::Lines(lines) | Cell::Waits(lines)) => *lines |= directions,
            Some(Cell::Head(_) | Cell::Cross | Cell::Letter(_) | Cell::Covered) | None => {}
        }
    }

    fn route(&mut self, route: &Route) {
        for pair in route.points.windows(2) {
            let ((column, row), (to_column, to_row)) = (pair[0], pair[1]);
            for at in column.min(to_column)..=column.max(to_column) {
                let mut lines = 0;
                lines |= if at > column.min(to_column) { LEFT } else { 0 };
                lines |= if at < column.max(to_column) { RIGHT } else { 0 };
                self.line(at, row, lines);
            }
            for at in row.min(to_row)..=row.max(to_row) {
                let mut lines = 0;
                lines |= if at > row.min(to_row) { UP } else { 0 };
                lines |= if at < row.max(to_row) { DOWN } else { 0 };
                self.line(to_column, at, lines);
            }
        }
        // The first cell of a line has nothing behind it.
        if let [.., (before, _), (column, row)] = route.points[..] {
            let head = match route.head {
                Head::Arrow => Cell::Head(if before > column { LEFT } else { RIGHT }),
                Head::Cross => Cell::Cross,
            };
            if let Some(cell) = self.cell(column, row) {
                *cell = head;
            }
        }
    }

    fn text(&mut self, text: &Text) {
        let mut column = text.column;
        for character in text.text.chars() {
            let width = display_width(character.encode_utf8(&mut [0; 4]));
            if width == 0 {
                if let Some(Cell::Letter(letter)) =
                    column.checked_sub(1).and_then(|before| self.cell(before, text.row))
                {
                    letter.push(character);
                }
                continue;
            }
            if let Some(cell) = self.cell(column, text.row) {
                *cell = Cell::Letter(character.to_string());
            }
            for covered in 1..width {
                if let Some(cell) = self.cell(column + covered, text.row) {
                    *cell = Cell::Covered;
                }
            }
            column += width;
        }
    }
}

fn glyph(cell: &Cell, characters: Characters) -> String {
    match cell {
        Cell::Letter(letter) => letter.clone(),
        Cell::Covered => String::new(),
        Cell::Lines(lines) => line(*lines, characters).to_owned(),
        Cell::Waits(lines) => waits(*lines, characters).to_owned(),
        Cell::Head(direction) => head(*direction, characters).to_owned(),
        Cell::Cross => match characters {
            Characters::Unicode => "×",
            Characters::Ascii => "X",
        }
        .to_owned(),
    }
}

fn head(direction: u8, characters: Characters) -> &'static str {
    match (characters, direction == LEFT) {
        (Characters::Unicode, true) => "◀",
        (Characters::Unicode, false) => "▶",
        (Characters::Ascii, true) => "<",
        (Characters::Ascii, false) => ">",
    }
}

fn waits(lines: u8, characters: Characters) -> &'static str {
    match (characters, lines & LEFT != 0, lines & RIGHT != 0) {
        (Characters::Ascii, _, _) => "#",
        (Characters::Unicode, false, false) => "┃",
        (Characters::Unicode, true, false) => "┨",
        (Characters::Unicode, false, true) => "┠",
        (Characters::Unicode, true, true) => "╂",
    }
}

/// A line's glyph, by the directions in which it leaves its cell.
fn line(lines: u8, characters: Characters) -> &'static str {
    const UNICODE: [&str; 16] =
        [" ", "│", "│", "│", "─", "┘", "┐", "┤", "─", "└", "┌", "├", "─", "┴", "┬", "┼"];
    const ASCII: [&str; 16] =
        [" ", "|", "|", "|", "-", "+", "+", "+", "-", "+", "+", "+", "-", "+", "+", "+"];
    let lines = usize::from(lines & (UP | DOWN | LEFT | RIGHT));
    match characters {
        Characters::Unicode => UNICODE[lines],
        Characters::Ascii => ASCII[lines],
    }
}
