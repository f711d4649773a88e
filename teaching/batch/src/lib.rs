//! Many submissions of many students, whose code is not trusted: taking them in,
//! confining them, grading them, and losing nothing. Knows no output format but
//! the report, and writes nothing to the terminal.

pub mod compile;
pub mod error;
pub mod grade;
pub mod inside;
pub mod intake;
pub mod judge;
pub mod kit;
pub mod merge;
pub mod reruns;
pub mod results;
pub mod sandbox;
mod twins;
mod verdicts;
