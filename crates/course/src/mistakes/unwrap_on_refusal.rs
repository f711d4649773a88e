//! The UDP client panics when nobody has the port, or no answer comes.

use super::Mistake;
use crate::evidence::Evidence;
use crate::step::Step;
use crate::surprise::{Surprise, Trouble};

pub const MISTAKE: Mistake = Mistake {
    id: "unwrap-on-refusal",
    means: "Your program panicked. That no answer comes is what UDP is like, and no bug.",
    next: "match on the error of recv: on a timeout send again, on anything else report it in one line with exit status 1",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    evidence.step == Step::UdpPair
        && evidence.record.panicked()
        && matches!(
            evidence.surprise,
            Surprise::Unreported { trouble: Trouble::Refused | Trouble::NoReply, .. }
                | Surprise::Attempts { .. }
        )
}
