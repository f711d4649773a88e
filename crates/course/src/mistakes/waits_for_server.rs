//! Waits for the server although there is nothing to wait for.

use super::Mistake;
use crate::evidence::Evidence;
use crate::surprise::{Cue, Surprise};

pub const MISTAKE: Mistake = Mistake {
    id: "waits-for-server",
    means: "The connection stands and that was all. Your program waits for bytes that nobody promised.",
    next: "remove the read; print the success line and end",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    matches!(
        evidence.surprise,
        Surprise::StillRunning { after: Cue::Connected } | Surprise::Listened
    )
}
