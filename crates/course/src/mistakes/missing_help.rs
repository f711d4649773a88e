//! `--help` does not describe the arguments.

use super::Mistake;
use crate::evidence::Evidence;
use crate::surprise::Surprise;
use lab::exit::Exit;

pub const MISTAKE: Mistake = Mistake {
    id: "missing-help",
    means: "Nobody can use what is not described.",
    next: "give each argument a doc comment and its default, as the stub does",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    let is_told =
        matches!(evidence.record.exit, Some(Exit::Status(_))) && !evidence.record.panicked();
    is_told && matches!(evidence.surprise, Surprise::Help { .. })
}
