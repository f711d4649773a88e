//! Reports: all verdicts of a submission as one value, and its renderings. They
//! are all made from the same value, so they cannot disagree. Knows no process
//! and no socket.

pub mod assemble;
pub mod data;
pub mod lines;
pub mod terminal;
pub mod time;
mod timeline;
