//! The ladder as a list, in the order of time: for narrow terminals, and for
//! who has it read aloud.

use crate::characters::Characters;
use crate::fold::fold;
use crate::label::{has_tasks, time};
use crate::ladder::{Arrow, End, Ladder};
use crate::notes::notes;
use crate::rows::{Cell, Row, arrives, departs, rows};
use crate::{label, wrap};

/// Lines, and which of them tell of which call.
pub(crate) struct List {
    heading: Vec<String>,
    entries: Vec<Entry>,
    notes: Vec<String>,
    renamed: Vec<usize>,
}

struct Entry {
    call: Option<usize>,
    lines: Vec<String>,
}

/// The list of a ladder, in lines of at most `width` cells.
pub(crate) fn list(ladder: &Ladder, width: usize, characters: Characters) -> List {
    let (ladder, renamed) = &fold(ladder);
    let broken = |text: &str| wrap::lines(&characters.spell(text), width, usize::MAX, characters);
    let mut entries = Vec::new();
    for row in rows(ladder) {
        match row {
            Row::Moment { at, cells } => entries.extend(cells.into_iter().map(|cell| Entry {
                call: Some(cell.call),
                lines: broken(&format!("{} {}", time(at), told(ladder, cell))),
            })),
            Row::Idle(idle) => {
                let lines = broken(&format!("{} in which nothing happens", time(idle)));
                entries.push(Entry { call: None, lines });
            }
            Row::LeftOut(count) => {
                let lines = broken(&format!("… {count} rows left out …"));
                entries.push(Entry { call: None, lines });
            }
        }
    }
    let notes = notes(ladder, true).iter().flat_map(|note| broken(note)).collect();
    List { heading: broken(&ladder.heading), entries, notes, renamed: renamed.clone() }
}

impl List {
    /// All lines.
    pub(crate) fn all(&self) -> Vec<String> {
        let blank = |rest: &[String]| (!rest.is_empty()).then(String::new);
        let mut lines = self.heading.clone();
        lines.extend(blank(&self.heading));
        lines.extend(self.rows());
        lines.extend(blank(&self.notes));
        lines.extend(self.notes.iter().cloned());
        lines
    }

    /// The lines without heading and notes.
    pub(crate) fn rows(&self) -> Vec<String> {
        self.entries.iter().flat_map(|entry| entry.lines.clone()).collect()
    }

    /// The lines of so many entries before and behind a call.
    pub(crate) fn around(&self, call: usize, count: usize) -> Vec<String> {
        let Some(call) = self.renamed.get(call) else { return Vec::new() };
        let Some(at) = self.entries.iter().rposition(|entry| entry.call == Some(*call)) else {
            return Vec::new();
        };
        let shown = at.saturating_sub(count)..(at + count + 1).min(self.entries.len());
        self.entries[shown].iter().flat_map(|entry| entry.lines.clone()).collect()
    }
}

/// "server: accept() = 127.0.0.1:5000 <- SYN from client"
fn told(ladder: &Ladder, cell: Cell) -> String {
    let call = &ladder.calls[cell.call];
    let name = &ladder.lanes[call.lane].name;
    let words = label::call(call, cell.phase, has_tasks(ladder, call.lane));
    let here = End::Call(cell.call);
    let arrows = ladder.arrows.iter().filter_map(|arrow| match arrow {
        Arrow { to: End::Nowhere, from, kind } if *from == here && departs(cell) => {
            Some(format!("; {} to nobody", label::arrow(*kind)))
        }
        Arrow { to, from, kind } if *to == here && arrives(cell) => {
            Some(format!("; {} from {}", label::arrow(*kind), name_of(ladder, *from)?))
        }
        Arrow { .. } => None,
    });
    format!("{name}: {words}{}", arrows.collect::<String>())
}

fn name_of(ladder: &Ladder, end: End) -> Option<&str> {
    let lane = match end {
        End::Call(call) => ladder.calls[call].lane,
        End::Lane(lane) => lane,
        End::Nowhere => return None,
    };
    Some(&ladder.lanes[lane].name)
}
