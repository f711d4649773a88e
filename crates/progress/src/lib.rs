//! Progress: what a student has reached, kept between two runs of the tool. It
//! is a cache of the last verdicts: whatever happens to it, checking makes it
//! anew. Knows no source and no process; the caller says where its file is and
//! what the digest of a source is.

mod change;
mod file;
mod state;
mod turn;

pub use change::Change;
pub use file::{Error, Loaded, SetAside, Updated, Why};
pub use state::{CheckProgress, LastCheck, MistakeMade, Progress, Standing, StepProgress};
