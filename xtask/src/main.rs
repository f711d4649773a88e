//! `cargo xtask`: the command line of Handshake. Parses, dispatches, and maps
//! results to exit codes; everything else lives in the crates.

mod check;
mod cli;
mod exit_code;
mod hint;
mod interrupt;
mod json_file;
mod list;
mod notebook;
mod onward;
mod scratch;
mod standing;
mod status;
mod watch;

use clap::Parser;
use cli::{Arguments, Command};
use exit_code::Exit;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    interrupt::arm();
    let result = match arguments.command {
        None => status::run(),
        Some(Command::Check(options)) => check::run(&options),
        Some(Command::List(options)) => list::run(&options),
        Some(Command::Hint(options)) => hint::run(&options),
        Some(Command::Watch(options)) => watch::run(&options),
    };
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
