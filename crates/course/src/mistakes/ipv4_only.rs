//! IPv6 addresses are dropped, or given an IPv4 socket.

use super::{Mistake, clues};
use crate::evidence::Evidence;
use crate::step::Step;
use crate::surprise::{Situation, Surprise};
use lab::exit::Exit;
use std::net::IpAddr;

pub const MISTAKE: Mistake = Mistake {
    id: "ipv4-only",
    means: "HOST has an IPv6 address, and your program cannot use it. Half of the internet has one.",
    next: "make or bind a socket of the address's own family (a UDP client binds Ipv6Addr::UNSPECIFIED for an IPv6 server), and drop no address",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    match &evidence.surprise {
        Surprise::NobodyCalled { decoy: None, .. } | Surprise::NoDatagram { decoy: None, .. } => {
            clues::host_is_ipv6(evidence)
                || !evidence.asked.addresses.is_empty()
                    && evidence.asked.addresses.iter().all(IpAddr::is_ipv6)
        }
        // The server of the IPv6 step can fail at its start for other reasons.
        Surprise::NotAnnounced { situation: Situation::First } => {
            evidence.step != Step::Ipv6Server
                && evidence.record.exit == Some(Exit::Status(1))
                && clues::host_is_ipv6(evidence)
        }
        _ => false,
    }
}
