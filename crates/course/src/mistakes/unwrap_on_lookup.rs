//! A name that does not resolve ends in a panic.

use super::{Mistake, clues};
use crate::evidence::Evidence;
use crate::surprise::{Flaw, Trouble};

pub const MISTAKE: Mistake = Mistake {
    id: "unwrap-on-lookup",
    means: "Your program panicked. A name that does not resolve, or an address of the wrong kind, is no bug in the program but an event to expect.",
    next: "hand the error on with `.map_err(|error| format!(\"…: {error}\"))?` instead of calling unwrap() or expect(); main then reports it with exit status 1",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    matches!(
        clues::flaw(evidence),
        Some((Trouble::UnknownName | Trouble::Ipv4Host, Flaw::Panicked))
    )
}
