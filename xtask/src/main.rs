//! `cargo xtask`: the command line of Handshake. Parses, dispatches, and maps
//! results to exit codes; everything else lives in the crates.

mod check;
mod cli;
mod completions;
mod console;
mod difference;
mod doctor;
mod exit_code;
mod foreground;
mod hint;
mod interrupt;
mod list;
mod notebook;
mod onward;
mod output_file;
mod reset;
mod run;
mod solution;
mod standing;
mod status;
mod submit;
mod teach;
mod toolchain;
mod trace;
mod watch;

use clap::Parser;
use cli::{Arguments, Command, DoctorOptions};
use exit_code::Exit;
use std::process::ExitCode;

fn main() -> ExitCode {
    let exit = match Arguments::try_parse() {
        Err(told) => tell(&told).into(),
        Ok(arguments) => {
            interrupt::arm();
            let result = dispatch(arguments.command);
            interrupt::hold();
            result.unwrap_or_else(|error| blame(&error).into())
        }
    };
    console::ending(exit)
}

/// What clap has to tell: the help that was asked for, or what cannot be meant.
fn tell(told: &clap::Error) -> Exit {
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
        Some(Command::Watch(options)) => watch::run(&options),
        // Its exit status is the program's.
        Some(Command::Run(options)) => return run::run(&options),
        Some(Command::Reset(options)) => reset::run(&options),
        Some(Command::Solution(options)) => solution::run(&options),
        Some(Command::Submit(options)) => submit::run(&options),
        Some(Command::Doctor(DoctorOptions { grading: false })) => doctor::run(),
        Some(Command::Completions(options)) => completions::run(&options),
        Some(Command::Trace(options)) => trace::run(&options),
        // From here on it is another program's affair.
        Some(Command::Export(handed)) => return Ok(teach::hand_over("export", &handed.arguments)),
        Some(Command::Gradescope(handed)) => {
            return Ok(teach::hand_over("gradescope", &handed.arguments));
        }
        Some(Command::Grade(handed)) => return Ok(teach::hand_over("grade", &handed.arguments)),
        Some(Command::Doctor(DoctorOptions { grading: true })) => {
            return Ok(teach::hand_over("doctor", &["--grading".into()]));
        }
        Some(Command::Compare(handed)) => {
            return Ok(teach::hand_over("compare", &handed.arguments));
        }
        Some(Command::Merge(handed)) => return Ok(teach::hand_over("merge", &handed.arguments)),
    };
    Ok(exit?.into())
}
