//! HOST is not used.

use super::Mistake;
use crate::evidence::Evidence;
use crate::surprise::{Flaw, Surprise, Trouble};

pub const MISTAKE: Mistake = Mistake {
    id: "ignores-host",
    means: "Your program uses a fixed host, whatever HOST says.",
    next: "use the host from the arguments, not one that is written in the program",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    match evidence.surprise {
        Surprise::NobodyCalled { at, decoy: Some(decoy), .. }
        | Surprise::NoDatagram { at, decoy: Some(decoy), .. } => decoy.port() == at.port(),
        Surprise::AnnouncedElsewhere { expected, announced } => {
            announced.ip() != expected.ip()
                && !announced.ip().is_unspecified()
                && announced.port() == expected.port()
        }
        Surprise::BoundElsewhere { expected } => {
            let others = || {
                evidence
                    .record
                    .sockets
                    .iter()
                    .filter(move |socket| socket.address.port() == expected.port())
            };
            others().count() > 0
                && others().all(|socket| {
                    !socket.address.ip().is_unspecified()
                        && socket.address.is_ipv6() == expected.is_ipv6()
                })
        }
        Surprise::Unreported { trouble: Trouble::UnknownName, flaw: Flaw::ClaimedSuccess } => true,
        _ => false,
    }
}
