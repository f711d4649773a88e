//! The server waits for the client to speak.

use super::Mistake;
use crate::evidence::Evidence;
use crate::surprise::{Nudge, Surprise};

pub const MISTAKE: Mistake = Mistake {
    id: "reads-first",
    means: "You wait for the client, and the client waits for you: in this protocol the server talks first.",
    next: "remove the read; write the greeting at once",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    matches!(evidence.surprise, Surprise::Greeting { nudge: Some(Nudge::WeSpoke), .. })
}
