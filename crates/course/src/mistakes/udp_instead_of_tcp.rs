//! A UDP socket where the step is about TCP.

use super::{Mistake, clues};
use crate::evidence::Evidence;
use crate::step::Step;
use crate::surprise::Surprise;
use lab::sockets::Protocol;

pub const MISTAKE: Mistake = Mistake {
    id: "udp-instead-of-tcp",
    means: "Your program uses UDP. TCP makes a connection first; UDP only sends letters, and connect on it reaches nobody.",
    next: "use TcpListener and TcpStream (or Socket::new with Type::STREAM)",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    let is_tcp_step = evidence.step != Step::UdpPair;
    let is_about_it = matches!(
        evidence.surprise,
        Surprise::NotListening { .. }
            | Surprise::NotAnnounced { .. }
            | Surprise::NobodyCalled { .. }
    );
    let sent_a_datagram =
        matches!(evidence.surprise, Surprise::NobodyCalled { datagram: true, .. });
    is_tcp_step && (sent_a_datagram || is_about_it && clues::owns(evidence, Protocol::Udp))
}
