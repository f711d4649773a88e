//! When the port is busy the server quietly listens on another one.

use super::{Mistake, clues};
use crate::evidence::Evidence;
use crate::surprise::{Flaw, Trouble};

pub const MISTAKE: Mistake = Mistake {
    id: "tries-another-port",
    means: "Who asked for this port would wait there in vain.",
    next: "give up when bind fails: one line on standard error, exit status 1",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    matches!(clues::flaw(evidence), Some((Trouble::PortBusy, Flaw::ClaimedSuccess)))
        && !evidence.record.sockets.is_empty()
}
