//! The laboratory: runs a program, is its peer, keeps the transcript.
//!
//! The only place with processes, sockets and clocks. It knows no step of the
//! tutorial, expects nothing and judges nothing: it tells what happened.

pub mod blocked;
pub mod confinement;
pub mod dice;
pub mod escape;
pub mod exit;
#[cfg(target_os = "linux")]
mod family;
pub mod fault;
pub mod host;

pub mod lab;
pub mod limit;
pub mod patience;
pub mod peer;
pub mod ports;
pub mod probe;
pub mod process;
pub mod setting;
pub mod signals;
pub mod sockets;
pub mod transcript;
mod watch;

pub use lab::Lab;
