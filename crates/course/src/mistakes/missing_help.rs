//! `--help` does not describe the arguments.

use super::Mistake;
use crate::evidence::Evidence;
use crate::surprise::Surprise;

pub const MISTAKE: Mistake = Mistake {
    id: "missing-help",
    means: "Nobody can use what is not described.",
    next: "give each argument a doc comment and its default, as the stub does",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    matches!(evidence.surprise, Surprise::Help { .. })
}
