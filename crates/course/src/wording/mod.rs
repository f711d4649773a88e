//! The words for a surprise: what was expected, what was seen, what it means in
//! general, and what to do next. A known mistake has better words for the last
//! two (see [`crate::mistakes`]).

mod advice;
mod expected;
mod saw;

pub use advice::{means, next};
pub use expected::expected;
pub use saw::saw;
