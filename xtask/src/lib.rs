//! The command line of Handshake: a module for each command, and what they share.
//! Parses, dispatches, and maps results to exit codes; everything else lives in the
//! crates.
//!
//! A library, since two of the commands (`watch`, `trace`) are programs of their own:
//! they are compiled when they are first asked for, and call [`run`] like `xtask` itself.

pub mod check;
pub mod cli;
mod completions;
mod difference;
mod doctor;
pub mod exit_code;
mod foreground;
mod hand_over;
pub mod hint;
mod list;
pub mod notebook;
pub mod onward;
pub mod output_file;
pub mod reset;
mod run;
pub mod solution;
pub mod standing;
mod status;
mod submit;
mod toolchain;

use clap::Parser;
use cli::{Arguments, Command, DoctorOptions};
use exit_code::Exit;
use hand_over::Tool;
use std::process::ExitCode;

/// Does what the command line says. `own` does the command that the program is for, if
/// it is for a certain one.
pub fn run(own: impl FnOnce(&Command) -> Option<anyhow::Result<Exit>>) -> ExitCode {
    let exit = match Arguments::try_parse() {
        Err(told) => tell(&told).into(),
        Ok(arguments) => {
            console::interrupt::arm("all programs of this run have been ended");
            let done = arguments.command.as_ref().and_then(own);
            let result = match done {
                Some(exit) => exit.map(ExitCode::from),
                None => dispatch(arguments.command),
            };
            console::interrupt::hold();
            result.unwrap_or_else(|error| blame(&error).into())
        }
    };
    console::ending(exit, Exit::GraderAtFault)
}

/// What clap has to tell: the help that was asked for, or what cannot be meant.
fn tell(told: &clap::Error) -> Exit {
    if let Some(step) = cli::step_for_command(told) {
        console::note(&format!(
            "error: {step} is a step, and no command\n\nTo check it: cargo xtask check {step}\nAll commands: cargo xtask --help"
        ));
        return Exit::Usage;
    }
    let text = told.render().ansi().to_string();
    if told.use_stderr() {
        console::note(text.trim_end());
        Exit::Usage
    } else {
        console::print(&text);
        Exit::Passed
    }
}

/// Says why a command cannot go on.
fn blame(error: &anyhow::Error) -> Exit {
    console::note(&format!("error: {error:#}"));
    match error.downcast_ref() {
        Some(submission::error::Error::Usage(_)) => Exit::Usage,
        _ => Exit::GraderAtFault,
    }
}

fn dispatch(command: Option<Command>) -> anyhow::Result<ExitCode> {
    let exit = match command {
        None => status::run(),
        Some(Command::Check(options)) => check::run(&options),
        Some(Command::List(options)) => list::run(&options),
        Some(Command::Hint(options)) => hint::run(&options),
        // Its exit status is the program's.
        Some(Command::Run(options)) => return run::run(&options),
        Some(Command::Reset(options)) => reset::run(&options),
        Some(Command::Solution(options)) => solution::run(&options),
        Some(Command::Submit(options)) => submit::run(&options),
        Some(Command::Doctor(DoctorOptions { grading: false })) => doctor::run(),
        Some(Command::Completions(options)) => completions::run(&options),
        // From here on it is another program's affair.
        Some(Command::Watch(_)) => return hand_over::to(Tool::Watch),
        Some(Command::Trace(_)) => return hand_over::to(Tool::Trace),
        Some(
            Command::Doctor(DoctorOptions { grading: true })
            | Command::Compare(_)
            | Command::Export(_)
            | Command::Grade(_)
            | Command::Gradescope(_)
            | Command::Merge(_),
        ) => return hand_over::to(Tool::Teach),
    };
    Ok(exit?.into())
}
