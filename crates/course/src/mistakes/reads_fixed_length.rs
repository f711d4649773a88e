//! The client reads a fixed number of bytes, or of times.

use super::{Mistake, clues};
use crate::evidence::Evidence;
use crate::step::Step;
use crate::surprise::{Delivery, Surprise};

pub const MISTAKE: Mistake = Mistake {
    id: "reads-fixed-length",
    means: "Your client reads a fixed number of bytes, or a fixed number of times. It cannot know the length before: a longer text is cut, and a shorter one may be an error.",
    next: "read until read() returns Ok(0), however long that is",
    recognise,
};

/// What `read_exact` says of a stream that ends too early (std, not the system).
const TOO_SHORT: &str = "failed to fill whole buffer";

fn recognise(evidence: &Evidence) -> bool {
    clues::printed_is(evidence, |printed| {
        evidence.step == Step::Client
            && matches!(printed.delivery, Delivery::Long | Delivery::Whole | Delivery::Pieces(_))
            && printed.beginning().is_some()
    }) || evidence.step == Step::Client
        && matches!(
            &evidence.surprise,
            Surprise::Failed { delivery: Delivery::Whole | Delivery::Empty }
        )
        && !evidence.record.panicked()
        && evidence.record.stderr_text().contains(TOO_SHORT)
}
