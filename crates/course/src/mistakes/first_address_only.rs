//! Only the first address of a name is tried.

use super::{Mistake, clues};
use crate::evidence::Evidence;
use crate::surprise::{Situation, Surprise};

pub const MISTAKE: Mistake = Mistake {
    id: "first-address-only",
    means: "A name can have several addresses, and any of them may be dead. Your program gave up after one.",
    next: "try the addresses in turn until one works, and report the failure of the last one",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    match &evidence.surprise {
        Surprise::NobodyCalled { .. } | Surprise::Failed { .. } => {
            clues::host_is_name(evidence)
                && evidence.asked.addresses.len() > 1
                && evidence.asked.host.as_deref() != Some("localhost")
        }
        Surprise::NotAnnounced {
            situation: Situation::NamedWithUnusable | Situation::NamedBothFamilies,
        } => true,
        Surprise::BoundElsewhere { expected } => {
            expected.is_ipv6() && clues::host_is_name(evidence)
        }
        _ => false,
    }
}
