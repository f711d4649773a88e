//! The client reads a fixed number of bytes.

use super::{Mistake, clues};
use crate::evidence::Evidence;
use crate::step::Step;
use crate::surprise::{Delivery, Surprise};

pub const MISTAKE: Mistake = Mistake {
    id: "reads-fixed-length",
    means: "Your client stops after a fixed number of bytes, and the server has sent more. It does not know the length before.",
    next: "read until read() returns Ok(0), however long that is",
    recognise,
};

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
}
