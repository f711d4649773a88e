//! A server ends at its start with an error of its own.

use super::Mistake;
use crate::evidence::Evidence;
use crate::surprise::{Situation, Surprise};
use lab::exit::Exit;

pub const MISTAKE: Mistake = Mistake {
    id: "does-not-start",
    means: "Your server did not come to the point where it listens: one of its calls failed, and it reported that, as it should.",
    next: "read its message on standard error. An \"invalid argument\" often means that an option was set too late (V6ONLY must be set before bind); if no address is left, see which ones you drop",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    matches!(evidence.surprise, Surprise::NotAnnounced { situation: Situation::First })
        && evidence.record.exit == Some(Exit::Status(1))
        && !evidence.record.stderr.is_empty()
}
