//! An error that concerns one sender ends the server.

use super::Mistake;
use crate::evidence::Evidence;
use crate::surprise::{Letter, Surprise};

pub const MISTAKE: Mistake = Mistake {
    id: "dies-with-a-sender",
    means: "One datagram ended your server for all senders.",
    next: "handle the errors of one datagram where they occur: report them on standard error and go on with the next",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    match evidence.surprise {
        Surprise::NoReply { mail: Letter::AfterLost | Letter::AfterHuge, .. } => true,
        Surprise::NoReply { mail: Letter::Long, .. } => evidence.record.exit.is_some(),
        _ => false,
    }
}
