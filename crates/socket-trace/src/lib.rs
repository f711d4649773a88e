//! The socket calls of a running program, as typed events.
//!
//! It knows no step, judges nothing and draws nothing.

mod collect;
pub mod event;

pub use collect::collect;
