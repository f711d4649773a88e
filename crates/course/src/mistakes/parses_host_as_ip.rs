//! HOST is parsed as an IP address, so names do not work.

use super::{Mistake, clues};
use crate::evidence::Evidence;
use crate::surprise::{Situation, Surprise};
use lab::exit::Exit;

pub const MISTAKE: Mistake = Mistake {
    id: "parses-host-as-ip",
    means: "HOST may be a name, like `localhost`. Your program takes only addresses.",
    next: "let the standard library resolve it: (host, port).to_socket_addrs(), or hand the pair to connect or bind",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    let is_named = clues::host_is_name(evidence);
    match evidence.surprise {
        Surprise::NobodyCalled { .. } | Surprise::NoDatagram { .. } => {
            is_named && evidence.record.exit.is_some_and(|exit| exit != Exit::Status(0))
        }
        Surprise::NotAnnounced { situation: Situation::Named } => evidence.record.exit.is_some(),
        _ => false,
    }
}
