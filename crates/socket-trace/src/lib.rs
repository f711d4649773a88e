//! The socket calls of a running program, as typed events.
//!
//! [`run`] starts a program, and tells what it does with its sockets while it
//! runs. It knows no step, judges nothing and draws nothing.

mod collect;
mod error;
pub mod event;
pub mod helper;
pub mod look_up;

#[cfg(all(
    target_os = "linux",
    target_env = "gnu",
    any(target_arch = "x86_64", target_arch = "aarch64")
))]
#[path = "linux/mod.rs"]
mod platform;
#[cfg(not(all(
    target_os = "linux",
    target_env = "gnu",
    any(target_arch = "x86_64", target_arch = "aarch64")
)))]
#[path = "other.rs"]
mod platform;

pub use collect::collect;
pub use error::Error;
pub use platform::run;

/// How many events are told of one program. After so many its calls are counted
/// only. A right program of a course makes some dozens, one that reads a megabyte
/// byte by byte a million: nobody looks at those.
pub const MOST_EVENTS: u64 = 20_000;
