//! Tries a failing call again and again.

use super::{Mistake, clues};
use crate::evidence::Evidence;
use crate::surprise::{Flaw, Trouble};

pub const MISTAKE: Mistake = Mistake {
    id: "retries-for-ever",
    means: "Your program still tries, and who called it waits.",
    next: "report the failure at once: one line on standard error, exit status 1; who calls your program decides whether to try again",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    matches!(
        clues::flaw(evidence),
        Some((Trouble::Refused | Trouble::PortBusy | Trouble::PortPrivileged, Flaw::Hangs))
    )
}
