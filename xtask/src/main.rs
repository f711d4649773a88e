//! `cargo xtask`: the command line of Handshake. Parses, dispatches, and maps
//! results to exit codes; everything else lives in the crates.

mod build;
mod check;
mod cli;
mod desk;
mod exercises;
mod exit_code;
mod interrupt;
mod workspace;

use clap::Parser;
use cli::{Arguments, Command};
use exit_code::Exit;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    interrupt::arm();
    let result = match arguments.command {
        Command::Check(options) => check::run(&options),
    };
    let exit = result.unwrap_or_else(|error| {
        anstream::eprintln!("error: {error:#}");
        error.downcast_ref::<cli::UsageError>().map_or(Exit::GraderAtFault, |_| Exit::Usage)
    });
    exit.into()
}
