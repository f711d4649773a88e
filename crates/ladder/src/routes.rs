//! The ways of the arrows. An arrow leaves its call to the side, goes down in
//! the gutter between two lanes, and arrives at its call from the side. No two
//! go down in the same column at the same height.

use std::collections::HashSet;

use textwrap::core::display_width;

use crate::columns::Columns;
use crate::drawing::{Head, Route, Text, Tone};
use crate::label;
use crate::ladder::{Arrow, ArrowKind, End, Ladder};
use crate::layout::Place;
use crate::rows::{Cell, arrives, departs};

/// So far from both sides of the gutter nobody goes down: there are the heads.
const MARGIN: usize = 3;

type Cells = HashSet<(usize, usize)>;

/// An end of an arrow on the page.
#[derive(Clone, Copy)]
struct Stop {
    lane: usize,
    row: usize,
    /// The first column behind the text that stands there.
    end: usize,
}

/// The ways of all arrows that can be drawn, and their names.
pub(crate) fn routes(
    ladder: &Ladder,
    columns: Columns,
    places: &[Place],
) -> (Vec<Route>, Vec<Text>) {
    let mut taken = Cells::new();
    let mut routes: Vec<(Route, usize)> = Vec::new();
    for arrow in &ladder.arrows {
        let found = match (arrow.from, arrow.to) {
            (_, End::Nowhere) => lost(ladder, columns, places, arrow),
            (_, End::Call(_) | End::Lane(_)) => arrived(ladder, columns, places, arrow, &mut taken),
        };
        routes.extend(found);
    }
    let mut labels = Vec::new();
    for (route, gutter) in &routes {
        labels.extend(named(route, columns, *gutter, &mut taken));
    }
    (routes.into_iter().map(|(route, _)| route).collect(), labels)
}

/// The way of an arrow that arrives, and the lane on whose left its gutter is.
fn arrived(
    ladder: &Ladder,
    columns: Columns,
    places: &[Place],
    arrow: &Arrow,
    taken: &mut Cells,
) -> Option<(Route, usize)> {
    let begin = stop(ladder, places, arrow.from, departs);
    let arrive = stop(ladder, places, arrow.to, arrives);
    // Where one end is only known to be in a lane, it is at the other's height.
    let at = |end: End, row: usize| match end {
        End::Lane(lane) => Some(Stop { lane, row, end: columns.rail(lane) + 1 }),
        End::Call(_) | End::Nowhere => None,
    };
    let (begin, arrive) = match (begin, arrive) {
        (Some(begin), Some(arrive)) => (begin, arrive),
        (Some(begin), None) => (begin, at(arrow.to, begin.row)?),
        (None, Some(arrive)) => (at(arrow.from, arrive.row)?, arrive),
        (None, None) => return None,
    };
    if begin.lane == arrive.lane {
        return None;
    }
    let gutter = begin.lane.max(arrive.lane);
    let side = |stop: Stop| match stop.lane == gutter {
        true => columns.rail(gutter) - 1,
        false => stop.end + 1,
    };
    let (from, to) = ((side(begin), begin.row), (side(arrive), arrive.row));
    let points = if from.1 == to.1 {
        vec![from, to]
    } else {
        match channel(columns, gutter, begin.lane == gutter, from.1, to.1, taken) {
            Some(column) => vec![from, (column, from.1), (column, to.1), to],
            // No room to go down: it is drawn where it arrives.
            None => {
                let end = columns.rail(begin.lane) + 1;
                vec![(side(Stop { row: to.1, end, ..begin }), to.1), to]
            }
        }
    };
    Some((Route { kind: arrow.kind, points, head: Head::Arrow }, gutter))
}

/// A free column to go down in. The first is far from the sender, so that the
/// arrows behind it do not cross it.
fn channel(
    columns: Columns,
    gutter: usize,
    to_left: bool,
    from_row: usize,
    to_row: usize,
    taken: &mut Cells,
) -> Option<usize> {
    let rows = from_row.min(to_row)..=from_row.max(to_row);
    let (first, last) = (columns.gutter(gutter) + MARGIN, columns.rail(gutter) - 1 - MARGIN);
    let is_free = |column: &usize| rows.clone().all(|row| !taken.contains(&(*column, row)));
    let column = if to_left {
        (first..=last).step_by(2).find(is_free)
    } else {
        (first..=last).rev().step_by(2).find(is_free)
    }?;
    taken.extend(rows.map(|row| (column, row)));
    Some(column)
}

/// The way of what arrives nowhere. If a part of it arrived, that is drawn
/// instead, and the rest is told below the picture.
fn lost(
    ladder: &Ladder,
    columns: Columns,
    places: &[Place],
    arrow: &Arrow,
) -> Option<(Route, usize)> {
    let is_part = |other: &&Arrow| other.from == arrow.from && other.to != End::Nowhere;
    if ladder.lanes.len() < 2 || ladder.arrows.iter().any(|other| is_part(&other)) {
        return None;
    }
    let begin = stop(ladder, places, arrow.from, departs)?;
    let gutter = begin.lane.max(1);
    let middle = (columns.gutter(gutter) + columns.rail(gutter)) / 2;
    let points = if begin.lane == gutter {
        vec![(columns.rail(gutter) - 1, begin.row), (columns.gutter(gutter) + 1, begin.row)]
    } else {
        vec![(begin.end + 1, begin.row), (middle.max(begin.end + 2), begin.row)]
    };
    Some((Route { kind: arrow.kind, points, head: Head::Cross }, gutter))
}

/// Where an end of an arrow is on the page, if it is a call that is there.
fn stop(ladder: &Ladder, places: &[Place], end: End, is_it: impl Fn(Cell) -> bool) -> Option<Stop> {
    let End::Call(call) = end else { return None };
    let place = places
        .iter()
        .find(|place| place.call == call && is_it(Cell { call, phase: place.phase }))?;
    Some(Stop { lane: ladder.calls[call].lane, row: place.row, end: place.end })
}

/// The arrow's name, on the first of its level stretches that has room in the gutter.
fn named(route: &Route, columns: Columns, gutter: usize, taken: &mut Cells) -> Option<Text> {
    let text = format!(" {} ", label::arrow(route.kind));
    let width = display_width(&text);
    let is_level = |pair: &&[(usize, usize)]| pair[0].1 == pair[1].1;
    for pair in route.points.windows(2).filter(is_level) {
        let row = pair[0].1;
        // A cell of line stays on either side, and the head.
        let first = pair[0].0.min(pair[1].0).max(columns.gutter(gutter)) + 2;
        let last = pair[0].0.max(pair[1].0).saturating_sub(1);
        let spare = last.saturating_sub(first).checked_sub(width);
        let Some(spare) = spare else { continue };
        let column = first + spare / 2;
        let mut cells = (column..column + width).map(|column| (column, row));
        if cells.all(|cell| !taken.contains(&cell)) {
            taken.extend((column..column + width).map(|column| (column, row)));
            let tone = match route.kind {
                ArrowKind::Refused | ArrowKind::Reset => Tone::FailureLabel,
                ArrowKind::Connection | ArrowKind::Finish => Tone::Label,
                ArrowKind::Bytes(_) | ArrowKind::Datagram(_) => Tone::Label,
            };
            return Some(Text { column, row, text, tone });
        }
    }
    None
}
