//! An IPv6 socket that takes the port for IPv4, too.

use super::Mistake;
use crate::evidence::Evidence;
use crate::surprise::{Situation, Surprise};

pub const MISTAKE: Mistake = Mistake {
    id: "dual-stack",
    means: "On [::] your socket serves IPv4 as well, unless V6ONLY is on; so no IPv4 server can have the port. Whether it is on by default depends on the system.",
    next: "make the socket with socket2, call set_only_v6(true), and only then bind",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    matches!(
        evidence.surprise,
        Surprise::TakesIpv4 { .. } | Surprise::NotAnnounced { situation: Situation::BesideIpv4 }
    )
}
