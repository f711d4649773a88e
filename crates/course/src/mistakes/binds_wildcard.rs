//! Binds every address although HOST is one.

use super::Mistake;
use crate::evidence::Evidence;
use crate::surprise::Surprise;

pub const MISTAKE: Mistake = Mistake {
    id: "binds-wildcard",
    means: "Your server is reachable at every address of this machine, from every network, although HOST names one.",
    next: "bind the address that HOST stands for, not 0.0.0.0 or [::]",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    let everywhere =
        || evidence.record.sockets.iter().any(|socket| socket.address.ip().is_unspecified());
    match evidence.surprise {
        Surprise::BoundElsewhere { .. } => everywhere(),
        Surprise::AnnouncedElsewhere { expected, announced } => {
            announced.ip().is_unspecified() && announced.port() == expected.port()
        }
        // Such a socket answers from whichever address the route has.
        Surprise::ReplyFromElsewhere { server, from } => {
            everywhere() && server.port() == from.port()
        }
        _ => false,
    }
}
