//! The client waits for ever.

use super::Mistake;
use crate::evidence::Evidence;
use crate::step::Step;
use crate::surprise::{Flaw, Surprise, Trouble};
use lab::blocked::Blocked;

pub const MISTAKE: Mistake = Mistake {
    id: "no-timeout",
    means: "UDP may lose either datagram. Your client still waits for an answer that will never come.",
    next: "set the socket's read timeout to what --timeout says, before recv. If you set it, see that a stranger's datagram does not start the time again: connect the socket to the server, or count the time from when you sent",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    let waits = evidence.record.exit.is_none();
    match evidence.surprise {
        Surprise::Attempts { expected, got } => got < expected && waits,
        Surprise::Unreported { trouble: Trouble::NoReply, flaw: Flaw::Hangs } => true,
        Surprise::Unreported { trouble: Trouble::Refused, flaw: Flaw::Hangs } => {
            let blocked = evidence.record.blocked.as_ref();
            let call = blocked.map(|blocked| match blocked {
                Blocked::In { call, .. } => *call,
                Blocked::Busy => "",
            });
            evidence.step == Step::UdpPair && call.is_some_and(|call| call.starts_with("recv"))
        }
        _ => false,
    }
}
