//! More than one connection is made.

use super::Mistake;
use crate::evidence::Evidence;
use crate::surprise::Surprise;

pub const MISTAKE: Mistake = Mistake {
    id: "connects-twice",
    means: "A server sees two clients where there is one. A connection that is made only to try is a client, too.",
    next: "connect once, and use that connection",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    matches!(evidence.surprise, Surprise::CalledAgain)
}
