//! `--timeout` is not used.

use super::Mistake;
use crate::evidence::Evidence;
use crate::surprise::Surprise;
use std::time::Duration;

pub const MISTAKE: Mistake = Mistake {
    id: "ignores-timeout",
    means: "Your client waits for a time of its own, whatever --timeout says.",
    next: "set_read_timeout(Some(timeout)), with the argument",
    recognise,
};

/// Nobody would make so short a time a default.
pub const SHORT: Duration = Duration::from_millis(300);

fn recognise(evidence: &Evidence) -> bool {
    match evidence.surprise {
        Surprise::Pace { asked: Some(_), .. } => true,
        // No timeout at all, rather than another default.
        Surprise::Pace { asked: None, measured } => measured < SHORT,
        _ => false,
    }
}
