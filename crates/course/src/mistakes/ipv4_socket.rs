//! An IPv4 socket where an IPv6 one is announced.

use super::Mistake;
use crate::evidence::Evidence;
use crate::step::Step;
use crate::surprise::Surprise;

pub const MISTAKE: Mistake = Mistake {
    id: "ipv4-socket",
    means: "Your program says that it listens on an IPv6 address, but its socket is one of IPv4.",
    next: "bind the IPv6 address, with a socket of Domain::IPV6",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    let is_about_it = matches!(
        evidence.surprise,
        Surprise::NotListening { .. }
            | Surprise::BoundElsewhere { .. }
            | Surprise::AnnouncedElsewhere { .. }
    );
    let sockets = &evidence.record.sockets;
    evidence.step == Step::Ipv6Server
        && is_about_it
        && !sockets.is_empty()
        && sockets.iter().all(|socket| socket.address.is_ipv4())
}
