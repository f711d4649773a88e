//! The success line is printed before the connection stands.

use super::{Mistake, clues};
use crate::evidence::Evidence;
use crate::step::Step;
use crate::surprise::{Flaw, Surprise};

pub const MISTAKE: Mistake = Mistake {
    id: "announces-before-connecting",
    means: "Your program says that it has connected before it knows.",
    next: "move the line that prints success below the call of connect, and check what connect returns",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    let claims = "the socket has successfully connected";
    let stdout = evidence.record.stdout_text();
    let twice =
        matches!(evidence.surprise, Surprise::Printed { .. }) && stdout.matches(claims).count() > 1;
    evidence.step == Step::ResolveAndConnect
        && (twice || matches!(clues::flaw(evidence), Some((_, Flaw::ClaimedSuccess))))
}
