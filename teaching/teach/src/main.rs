//! `handshake-teach`: the teaching assistants' commands. Parses, dispatches, and
//! maps results to exit codes. Apart from `xtask`, so that students do not compile
//! what only teaching assistants need; `cargo xtask <command>` hands over to it.

mod cli;
mod compare;
mod doctor;
mod exit_code;
mod export;
mod grade;
mod gradescope;
mod merge;
mod progress;
mod repetition;
mod summary;
mod workplace;

use clap::Parser;
use cli::{Arguments, Command};
use console::interrupt;
use std::process::ExitCode;

fn main() -> ExitCode {
    if let Some(exit) = batch::inside::run() {
        return exit;
    }
    interrupt::arm("the same command goes on where this one was");
    let result: Result<_, Box<dyn std::error::Error>> = match Arguments::parse().command {
        Command::Compare(options) => compare::run(&options),
        Command::Doctor(options) => doctor::run(&options),
        Command::Export(options) => export::run(&options).map_err(Box::from),
        Command::Grade(options) => grade::run(&options),
        Command::Gradescope(options) => gradescope::run(&options),
        Command::Merge(options) => merge::run(&options),
    };
    interrupt::hold();
    let exit = result.unwrap_or_else(|error| {
        console::note(&format!("error: {error}"));
        exit_code::Exit::NotAll
    });
    console::ending(exit.into(), exit_code::Exit::NotAll)
}
