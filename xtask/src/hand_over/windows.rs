//! Windows: no process can become another one, so this one waits.

use std::io;
use std::process::{Command, ExitCode};

pub fn become_it(command: &mut Command) -> io::Result<ExitCode> {
    // Ctrl-C reaches both; the other one says what it means.
    let _ = ctrlc::set_handler(|| {});
    let status = command.status()?;
    let code = status.code().and_then(|code| u8::try_from(code).ok());
    Ok(code.map_or(ExitCode::FAILURE, ExitCode::from))
}
