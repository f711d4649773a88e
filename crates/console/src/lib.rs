//! Standard output and standard error: the one place that writes to them. What cannot
//! be written keeps no command from its work; [`ending`] tells of it. Knows no command.

pub mod interrupt;

use report::lines;
use std::io::{self, Write};
use std::process::ExitCode;
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

/// Why standard output takes nothing any more.
static LOST: OnceLock<io::Error> = OnceLock::new();

/// What is to be noted later, while something else has the screen.
static HELD: Mutex<Option<Vec<String>>> = Mutex::new(None);

/// Prints a text on standard output, at once.
pub fn print(text: &str) {
    if !works() {
        return;
    }
    let mut out = anstream::stdout().lock();
    if let Err(error) = out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        // Only the first reason counts.
        let _ = LOST.set(error);
    }
}

/// Prints sentences, in lines that fit into the terminal, if there is one.
pub fn tell(text: &str) {
    match columns() {
        Some(columns) => print(&lines::fitted(text, columns)),
        None => print(text),
    }
}

/// How many characters a line of the terminal has that standard output is, if it is one.
pub fn columns() -> Option<usize> {
    terminal_size::terminal_size_of(io::stdout()).map(|(columns, _)| usize::from(columns.0))
}

/// Whether all that was printed has been written.
pub fn works() -> bool {
    LOST.get().is_none()
}

/// Prints a line on standard error. There is nowhere to say that it takes none.
pub fn note(line: &str) {
    match held().as_mut() {
        Some(lines) => lines.push(line.to_owned()),
        None => _ = writeln!(anstream::stderr(), "{line}"),
    }
}

/// Does something that has the screen to itself. What is noted meanwhile is printed
/// when the screen is given back.
pub fn later<T>(work: impl FnOnce() -> T) -> T {
    *held() = Some(Vec::new());
    let done = work();
    let mut lines = held().take().unwrap_or_default();
    lines.dedup();
    lines.iter().for_each(|line| note(line));
    done
}

fn held() -> MutexGuard<'static, Option<Vec<String>>> {
    HELD.lock().unwrap_or_else(PoisonError::into_inner)
}

/// How the tool ends: as its command did, unless that had something to say that is
/// lost: then with `fault`. Whoever closes a pipe (`| head`) has read enough.
pub fn ending(exit: ExitCode, fault: impl Into<ExitCode>) -> ExitCode {
    match LOST.get() {
        None => exit,
        Some(error) if error.kind() == io::ErrorKind::BrokenPipe => exit,
        Some(error) => {
            note(&format!("error: cannot write to standard output: {error}"));
            fault.into()
        }
    }
}
