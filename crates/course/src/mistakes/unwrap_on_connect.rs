//! A refused connection ends in a panic.

use super::{Mistake, clues};
use crate::evidence::Evidence;
use crate::step::Step;
use crate::surprise::{Flaw, Trouble};

pub const MISTAKE: Mistake = Mistake {
    id: "unwrap-on-connect",
    means: "Your program panicked. That nobody listens is no bug in the program but an event to expect.",
    next: "hand the error on with `.map_err(|error| format!(\"…: {error}\"))?` instead of calling unwrap() or expect(); main then reports it with exit status 1",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    evidence.step != Step::UdpPair
        && matches!(clues::flaw(evidence), Some((Trouble::Refused, Flaw::Panicked)))
}
