//! Boxes in which programs are started one after the other: what one leaves behind never meets
//! the next, how it ends comes through exactly, and where the box fails that is said.
//!
//! This program starts itself again in a cell, as the judge is, and runs the tests there; it
//! is also the starter of their boxes.

#[cfg(not(target_os = "linux"))]
fn main() {}

#[cfg(target_os = "linux")]
mod linux;

#[cfg(target_os = "linux")]
fn main() -> std::process::ExitCode {
    linux::main()
}
