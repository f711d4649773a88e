//! What a check comes to.

use crate::finding::Finding;
use crate::stop::Skip;

/// What a check comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// The program did what it must.
    Passed,
    /// It did not.
    Failed(Box<Finding>),
    /// Not run: this machine cannot, or a partner is missing. Costs no points.
    Skipped(Skip),
    /// Not run: it needs another check that did not pass. Its points are not earned.
    Blocked {
        /// The check that failed in the first place.
        by: &'static str,
    },
    /// The laboratory failed, several times. Costs no points.
    Inconclusive {
        /// How it failed.
        fault: String,
    },
}
