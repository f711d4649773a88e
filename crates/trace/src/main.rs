//! What `cargo xtask trace` becomes.

use std::process::ExitCode;
use xtask::cli::Command;

fn main() -> ExitCode {
    xtask::run(|command| match command {
        Command::Trace(options) => Some(trace::run(options)),
        _ => None,
    })
}
