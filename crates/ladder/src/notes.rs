//! What stands below the picture, in sentences. Not escaped: that is
//! `characters.rs`.

use crate::ladder::{ArrowKind, End, Ladder};
use crate::{label, waiting};

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
