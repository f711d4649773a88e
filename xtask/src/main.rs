//! `cargo xtask`: the command line of Handshake. Parses, dispatches, and maps
//! results to exit codes; everything else lives in the crates.

mod check;
mod cli;
mod exit_code;
mod interrupt;
mod json_file;
mod scratch;
mod teach;

use clap::Parser;
use cli::{Arguments, CheckOptions, Command};
use exit_code::Exit;
use std::process::ExitCode;

fn main() -> ExitCode {
    match Arguments::parse().command {
        Command::Check(options) => check(&options),
        Command::Export(handed) => teach::hand_over("export", &handed.arguments),
        Command::Merge(handed) => teach::hand_over("merge", &handed.arguments),
        Command::Grade(handed) => teach::hand_over("grade", &handed.arguments),
    }
}

fn check(options: &CheckOptions) -> ExitCode {
    interrupt::arm();
    let result = check::run(options);
    interrupt::hold();
    let exit = result.unwrap_or_else(|error| {
        anstream::eprintln!("error: {error:#}");
        match error.downcast_ref() {
            Some(submission::error::Error::Usage(_)) => Exit::Usage,
            _ => Exit::GraderAtFault,
        }
    });
    exit.into()
}
