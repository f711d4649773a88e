//! The order of a picture: which call, or which end of a call, stands in which
//! row. Knows no columns.
//!
//! Rows are in the order of time. A call that waited noticeably stands twice:
//! where it began and where it returned. Any other stands where it matters to
//! the other side: a receive at its end, all else at its beginning.

use std::time::Duration;

use crate::ladder::{Act, Call, End, Ladder};

/// A call that takes longer waited. Less is noise: a traced call takes some
/// tens of microseconds.
const NOTICEABLE: Duration = Duration::from_millis(2);
/// A gap is marked if nothing happens for so long.
const IDLE: Duration = Duration::from_millis(20);
/// The most rows of a picture; of a longer one the middle is left out.
const MOST_ROWS: usize = 160;

/// Which part of a call a row shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Phase {
    /// All of it.
    Whole,
    /// It began, and waits.
    Enter,
    /// It returned.
    Return,
    /// The picture ends, and it has not returned.
    Still,
}

/// A row of the picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Row {
    /// What happened at one time: a call, or a send and the receive beside it.
    Moment { at: Duration, cells: Vec<Cell> },
    /// Nothing happened for so long.
    Idle(Duration),
    /// So many rows are left out.
    LeftOut(usize),
}

/// What a lane shows in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Cell {
    pub(crate) call: usize,
    pub(crate) phase: Phase,
}

/// The rows of a ladder.
pub(crate) fn rows(ladder: &Ladder) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    let mut before: Option<Duration> = None;
    for (at, cell) in moments(&ladder.calls) {
        let idle = before.map_or(Duration::ZERO, |before| at.saturating_sub(before));
        before = Some(at);
        if idle >= IDLE {
            rows.push(Row::Idle(idle));
        }
        match rows.last_mut() {
            Some(Row::Moment { cells, .. }) if matches!(cells[..], [one] if is_step(ladder, one, cell)) =>
            {
                cells.push(cell);
            }
            _ => rows.push(Row::Moment { at, cells: vec![cell] }),
        }
    }
    shortened(with_the_end(ladder, rows))
}

/// The moments of all calls, in the order of time.
fn moments(calls: &[Call]) -> Vec<(Duration, Cell)> {
    let mut moments = Vec::new();
    for (call, what) in calls.iter().enumerate() {
        let mut show = |at, phase| moments.push((at, Cell { call, phase }));
        match what.left {
            None => show(what.entered, Phase::Enter),
            // A run that was folded is no call that waits.
            Some(left) if what.times == 1 && left.saturating_sub(what.entered) >= NOTICEABLE => {
                show(what.entered, Phase::Enter);
                show(left, Phase::Return);
            }
            Some(left) => show(if receives(what.act) { left } else { what.entered }, Phase::Whole),
        }
    }
    // Stable: what happened at the same time stays in the order of the calls.
    moments.sort_by_key(|(at, _)| *at);
    moments
}

fn receives(act: Act) -> bool {
    match act {
        Act::Accept | Act::Receive | Act::Poll => true,
        Act::Start | Act::Resolve | Act::Socket | Act::Bind | Act::Listen | Act::Connect => false,
        Act::Send | Act::ShutDown | Act::Close | Act::Option => false,
        Act::Print | Act::End | Act::Other => false,
    }
}

/// Whether an arrow goes from one cell right to the next: then they share a row.
fn is_step(ladder: &Ladder, one: Cell, next: Cell) -> bool {
    departs(one)
        && arrives(next)
        && ladder.calls[one.call].lane != ladder.calls[next.call].lane
        && ladder
            .arrows
            .iter()
            .any(|arrow| (arrow.from, arrow.to) == (End::Call(one.call), End::Call(next.call)))
}

/// Whether an arrow from this call begins in this cell.
pub(crate) fn departs(cell: Cell) -> bool {
    matches!(cell.phase, Phase::Whole | Phase::Enter)
}

/// Whether an arrow to this call ends in this cell.
pub(crate) fn arrives(cell: Cell) -> bool {
    matches!(cell.phase, Phase::Whole | Phase::Return)
}

/// A last row that tells who waits.
fn with_the_end(ladder: &Ladder, mut rows: Vec<Row>) -> Vec<Row> {
    let cells: Vec<Cell> = ladder
        .waiting
        .iter()
        .map(|waiting| Cell { call: waiting.call, phase: Phase::Still })
        .collect();
    let last = ladder.calls.iter().map(|call| call.left.unwrap_or(call.entered)).max();
    if let Some(at) = last.filter(|_| !cells.is_empty()) {
        rows.push(Row::Moment { at, cells });
    }
    rows
}

fn shortened(mut rows: Vec<Row>) -> Vec<Row> {
    if rows.len() > MOST_ROWS {
        let half = MOST_ROWS / 2;
        let left_out = half..rows.len() - half;
        let count = left_out.len();
        rows.splice(left_out, [Row::LeftOut(count)]);
    }
    rows
}
