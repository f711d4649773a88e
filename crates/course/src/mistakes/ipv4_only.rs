//! IPv6 addresses are dropped, or given an IPv4 socket.

use super::{Mistake, clues};
use crate::evidence::Evidence;
use crate::surprise::{Situation, Surprise};
use lab::exit::Exit;
use std::net::IpAddr;

pub const MISTAKE: Mistake = Mistake {
    id: "ipv4-only",
    means: "HOST has an IPv6 address, and your program cannot use it. Half of the internet has one.",
    next: "make a socket of the address's own family (Domain::for_address), and drop no address",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    match &evidence.surprise {
        Surprise::NobodyCalled { decoy: None, .. } | Surprise::NoDatagram { decoy: None, .. } => {
            clues::host_is_ipv6(evidence)
                || !evidence.asked.addresses.is_empty()
                    && evidence.asked.addresses.iter().all(IpAddr::is_ipv6)
        }
        Surprise::NotAnnounced { situation: Situation::First } => {
            evidence.record.exit == Some(Exit::Status(1)) && clues::host_is_ipv6(evidence)
        }
        _ => false,
    }
}
