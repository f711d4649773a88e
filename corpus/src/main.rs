//! The corpus: `corpus wrong/greeting-server/one_client --port 0` runs the
//! program of that name with the arguments that follow.

mod arguments;
mod udp;

use std::env;
use std::process::{ExitCode, Termination};

include!(concat!(env!("OUT_DIR"), "/programs.rs"));

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
