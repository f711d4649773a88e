//! Prints without end.

use super::Mistake;
use crate::evidence::Evidence;
use crate::surprise::Surprise;

pub const MISTAKE: Mistake = Mistake {
    id: "floods-output",
    means: "It prints although there is nothing to say, and without end.",
    next: "look for a loop that prints and never ends",
    recognise,
};

/// Bytes. What is printed in an experiment is hundreds of bytes; where it is more, the
/// program ends.
const FAR_TOO_MUCH: usize = 100_000;

fn recognise(evidence: &Evidence) -> bool {
    let record = &evidence.record;
    // On a busy machine it does not come far in the time that it has.
    let goes_on = record.exit.is_none() && record.stdout.len() > FAR_TOO_MUCH;
    match &evidence.surprise {
        Surprise::PrintsTooMuch { .. } => true,
        Surprise::StillRunning { .. } | Surprise::NotAnnounced { .. } => record.flooded || goes_on,
        _ => record.flooded,
    }
}
