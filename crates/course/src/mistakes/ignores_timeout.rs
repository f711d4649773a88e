//! `--timeout` is not used.

use super::Mistake;
use crate::evidence::Evidence;
use crate::surprise::Surprise;

pub const MISTAKE: Mistake = Mistake {
    id: "ignores-timeout",
    means: "Your client waits for a time of its own, whatever --timeout says.",
    next: "set_read_timeout(Some(timeout)), with the argument",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    matches!(evidence.surprise, Surprise::Pace { asked: Some(_), .. })
}
