//! Traces in a process of its own: `HELPER FILE PROGRAM [ARGUMENT]...` runs the
//! program and writes its events to FILE, one JSON value a line.
//!
//! So whoever starts, watches and kills programs can trace one without knowing
//! how: it puts these words before the program's own. The helper takes the
//! program's streams and ends as it ends; killing the helper kills the program.

use crate::event::{Ending, Event};
use crate::{Error, run};
use std::ffi::OsString;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, ExitCode};

/// Exit status when the program was not started or not traced, as timeout(1) and
/// env(1) have it for their own failures.
const HELPER_FAILED: u8 = 125;

/// Does what the helper is for, with the words behind its own name.
pub fn main(words: impl IntoIterator<Item = OsString>) -> ExitCode {
    let mut words = words.into_iter();
    let (Some(file), Some(program)) = (words.next(), words.next()) else {
        eprintln!("error: expected a file for the events, a program, and its arguments");
        return ExitCode::from(HELPER_FAILED);
    };
    let mut file = match File::create(&file) {
        Ok(file) => file,
        Err(error) => {
            eprintln!("error: cannot write {}: {error}", file.display());
            return ExitCode::from(HELPER_FAILED);
        }
    };
    #[expect(clippy::disallowed_methods, reason = "who starts the helper started this program")]
    let mut command = Command::new(program);
    command.args(words);
    match trace_to(command, &mut file) {
        Ok(ending) => end_as(&ending),
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(HELPER_FAILED)
        }
    }
}

/// Each event is written at once: the helper may be killed at any moment.
fn trace_to(command: Command, file: &mut (impl Write + Send)) -> Result<Ending, Error> {
    let mut written = Ok(());
    let ending = run(command, |event| {
        if written.is_ok() {
            written = write(&event, file);
        }
    })?;
    written.map_err(|source| Error::Kernel { what: "write the events", source })?;
    Ok(ending)
}

fn write(event: &Event, file: &mut impl Write) -> io::Result<()> {
    let mut line = serde_json::to_vec(event)?;
    line.push(b'\n');
    file.write_all(&line)
}

/// Ends as the program did: with its status, or of its signal.
fn end_as(ending: &Ending) -> ExitCode {
    match ending {
        Ending::Status(status) => ExitCode::from(u8::try_from(*status).unwrap_or(HELPER_FAILED)),
        Ending::Signal(signal) => {
            crate::platform::die_of(signal);
            // A signal that does not kill us after all.
            ExitCode::from(HELPER_FAILED)
        }
    }
}

/// Reads what a helper has written so far. A last line that it was killed in is
/// left away.
///
/// # Errors
/// If the file cannot be read or was not written by a helper.
pub fn read(file: &Path) -> io::Result<Vec<Event>> {
    let mut told = Vec::new();
    let mut lines = BufReader::new(File::open(file)?);
    let mut line = String::new();
    while lines.read_line(&mut line)? > 0 && line.ends_with('\n') {
        told.push(serde_json::from_str(&line)?);
        line.clear();
    }
    Ok(crate::collect(told))
}
