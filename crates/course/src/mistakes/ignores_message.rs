//! MESSAGE is not used.

use super::Mistake;
use crate::evidence::Evidence;
use crate::surprise::Surprise;

pub const MISTAKE: Mistake = Mistake {
    id: "ignores-message",
    means: "Your client sends a fixed text, whatever MESSAGE says.",
    next: "send the argument MESSAGE; clap puts in the default when it is left out",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    matches!(&evidence.surprise, Surprise::WrongMessage { attempt: 1, .. })
}
