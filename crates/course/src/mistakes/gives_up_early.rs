//! The client does not wait for a slow server.

use super::Mistake;
use crate::evidence::Evidence;
use crate::surprise::{Delivery, Surprise};

pub const MISTAKE: Mistake = Mistake {
    id: "gives-up-early",
    means: "The server paused before it sent the text, or in the middle of it, and your client did not wait. A pause is not the end.",
    next: "read until Ok(0), without a timeout of your own, and without shutdown() before",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    match &evidence.surprise {
        Surprise::Failed { delivery } if !evidence.record.panicked() => *delivery == Delivery::Late,
        // All that came before the pause, and no more.
        Surprise::Printed { delivery: Delivery::Late, expected } => {
            expected.starts_with(evidence.record.stdout_text().trim_end().as_bytes())
        }
        _ => false,
    }
}
