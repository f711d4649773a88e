//! The line about a client comes late.

use super::Mistake;
use crate::evidence::Evidence;
use crate::surprise::Surprise;

pub const MISTAKE: Mistake = Mistake {
    id: "delays-output",
    means: "The client was there, and your server spoke of it only later. Who watches the output should see what happens when it happens.",
    next: "print the line right after accept() has returned, before anything that waits",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    matches!(evidence.surprise, Surprise::PeerNotReported { late: Some(_), .. })
}
