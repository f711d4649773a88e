//! The success line is printed before the connection stands.

use super::{Mistake, clues};
use crate::evidence::Evidence;
use crate::step::Step;
use crate::surprise::{Flaw};

pub const MISTAKE: Mistake = Mistake {
    id: "announces-before-connecting",
    means: "Your program says that it has connected before it knows.",
    next: "move the line that prints success below the call of connect, and check what connect returns",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    evidence.step == Step::ResolveAndConnect && matches!(clues::flaw(evidence), Some((_, Flaw::ClaimedSuccess)))
}
