//! What `cargo xtask trace` becomes; and the helper that it puts before a program.

use std::env;
use std::process::ExitCode;
use trace::tracer::AS_HELPER;
use xtask::cli::Command;

fn main() -> ExitCode {
    let mut words = env::args_os().skip(1);
    if words.next().is_some_and(|word| word == AS_HELPER) {
        return socket_trace::helper::main(words);
    }
    xtask::run(|command| match command {
        Command::Trace(options) => Some(trace::run(options)),
        _ => None,
    })
}
