//! A TCP socket where the step is about UDP.

use super::{Mistake, clues};
use crate::evidence::Evidence;
use crate::step::Step;
use crate::surprise::Surprise;
use lab::sockets::Protocol;

pub const MISTAKE: Mistake = Mistake {
    id: "tcp-instead-of-udp",
    means: "Your program uses TCP. A datagram needs no connection, and none can be made to a UDP server.",
    next: "use UdpSocket (or Socket::new with Type::DGRAM)",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    let is_udp_step = evidence.step == Step::UdpPair;
    let is_about_it =
        matches!(evidence.surprise, Surprise::NotListening { .. } | Surprise::NotAnnounced { .. });
    let connected = matches!(evidence.surprise, Surprise::NoDatagram { connection: true, .. });
    is_udp_step && (connected || is_about_it && clues::owns(evidence, Protocol::Tcp))
}
