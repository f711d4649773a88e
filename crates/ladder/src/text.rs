//! The ladder as text, for a terminal. Plain: colour would say nothing that
//! the words do not.

use std::ops::Range;

use crate::canvas::Canvas;
use crate::characters::Characters;
use crate::ladder::Ladder;
use crate::layout::{Layout, layout};
use crate::list;

/// How many lines of a ladder an excerpt shows before and behind its call.
const AROUND: usize = 4;
/// A line that is narrower is not worth breaking.
const NARROWEST: usize = 20;

/// The whole ladder in lines of at most `width` cells (at least 20). Where the
/// lanes do not fit side by side it is a list, in the order of time.
#[must_use]
pub fn text(ladder: &Ladder, width: usize, characters: Characters) -> String {
    let width = width.max(NARROWEST);
    match layout(ladder, width, characters) {
        Some(page) => joined(&Canvas::of(&page.drawing).lines(characters)),
        None => joined(&list::list(ladder, width, characters).all()),
    }
}

/// The part of the ladder around a call (an index into [`Ladder::calls`]), in a
/// few lines, with the names of the lanes above. Empty if there is no such call.
#[must_use]
pub fn excerpt(ladder: &Ladder, around: usize, width: usize, characters: Characters) -> String {
    let width = width.max(NARROWEST);
    match layout(ladder, width, characters) {
        Some(page) => {
            let Some(row) = row_of(&page, around) else { return String::new() };
            let lines = Canvas::of(&page.drawing).lines(characters);
            let shown = near(row, &page.rows);
            joined(&[&lines[page.names.clone()], &lines[shown]].concat())
        }
        None => joined(&list::list(ladder, width, characters).around(around, AROUND)),
    }
}

/// The last rows of the ladder, at most `rows`, with the names of the lanes above.
pub(crate) fn ending(ladder: &Ladder, rows: usize, width: usize, characters: Characters) -> String {
    let width = width.max(NARROWEST);
    match layout(ladder, width, characters) {
        Some(page) => {
            let lines = Canvas::of(&page.drawing).lines(characters);
            let first = page.rows.end.saturating_sub(rows).max(page.rows.start);
            joined(&[&lines[page.names.clone()], &lines[first..page.rows.end]].concat())
        }
        None => {
            let lines = list::list(ladder, width, characters).rows();
            joined(&lines[lines.len().saturating_sub(rows)..])
        }
    }
}

/// The row that shows most of a call: its last.
fn row_of(page: &Layout, call: usize) -> Option<usize> {
    let call = *page.renamed.get(call)?;
    page.places.iter().rev().find(|place| place.call == call).map(|place| place.row)
}

fn near(row: usize, rows: &Range<usize>) -> Range<usize> {
    row.saturating_sub(AROUND).max(rows.start)..(row + AROUND + 1).min(rows.end)
}

fn joined(lines: &[String]) -> String {
    lines.iter().map(|line| format!("{}\n", line.trim_end())).collect()
}
