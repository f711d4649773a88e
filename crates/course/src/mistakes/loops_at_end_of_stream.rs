//! The end of the stream is not noticed.

use super::Mistake;
use crate::evidence::Evidence;
use crate::surprise::{Cue, Surprise};

pub const MISTAKE: Mistake = Mistake {
    id: "loops-at-end-of-stream",
    means: "read() returned Ok(0), which means: no more bytes, ever. Your program reads on.",
    next: "leave the loop when read() returns Ok(0)",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    matches!(evidence.surprise, Surprise::StillRunning { after: Cue::WeClosed })
}
