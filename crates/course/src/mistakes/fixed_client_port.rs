//! The client binds a fixed port.

use super::Mistake;
use crate::evidence::Evidence;
use crate::surprise::Surprise;

pub const MISTAKE: Mistake = Mistake {
    id: "fixed-client-port",
    means: "A second client cannot run beside the first: your client's own port is fixed. Only the server's must be known.",
    next: "bind port 0: the system picks a free one",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    matches!(evidence.surprise, Surprise::FixedPort { .. })
}
