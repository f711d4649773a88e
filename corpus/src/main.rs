//! The corpus: `corpus wrong/greeting-server/one_client --port 0` runs the
//! program of that name with the arguments that follow.

#![allow(
    clippy::disallowed_methods,
    reason = "students sleep and exit where they should not; that is the point"
)]

mod arguments;
mod udp;

use std::env;
use std::process::{ExitCode, Termination};

/// A program of the corpus: its name, and its `main`.
type Program = (&'static str, fn() -> ExitCode);

include!(concat!(env!("OUT_DIR"), "/programs.rs"));

/// Runs a `main`, whatever it returns, as Rust's runtime would.
fn end<T: Termination>(main: fn() -> T) -> ExitCode {
    main().report()
}

fn main() -> ExitCode {
    let name = env::args().nth(1).unwrap_or_default();
    match PROGRAMS.iter().find(|(program, _)| *program == name) {
        Some((_, program)) => program(),
        None => {
            eprintln!("error: the corpus has no program called {name:?}");
            ExitCode::from(2)
        }
    }
}
