//! `cargo xtask run`: the student's program in the foreground, as if it had been
//! started by hand: the terminal and Ctrl-C are its own.

use crate::cli::RunOptions;
use crate::exit_code::Exit;
use crate::foreground;
use report::terminal;
use std::process::{Command, ExitCode};
use submission::program::{self, Program};

pub fn run(options: &RunOptions) -> anyhow::Result<ExitCode> {
    let step = options.step;
    match program::build(step, &console::note)? {
        Program::Ready(program) => {
            #[expect(clippy::disallowed_methods, reason = "it must not be ended by us")]
            let mut command = Command::new(program);
            command.args(&options.arguments);
            foreground::run(command)
        }
        Program::Missing => {
            console::note(&format!(
                "error: there is no exercises/{step}/src/main.rs. The stub comes back with: cargo xtask reset {step}"
            ));
            Ok(Exit::NotPassed.into())
        }
        Program::BuildFailed(said) => {
            console::note(terminal::compiler_output(&said).trim_end());
            console::note(&format!(
                "error: {step} does not compile. Begin with the first error: often the others follow from it."
            ));
            Ok(Exit::NotPassed.into())
        }
    }
}
