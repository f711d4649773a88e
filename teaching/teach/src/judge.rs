//! `handshake-teach judge ORDER`: what the grader starts in a submission's cell.

use crate::exit_code::Exit;
use std::error::Error;
use std::io::Write as _;

pub fn run(order: &str) -> Result<Exit, Box<dyn Error>> {
    let verdicts = batch::judge::run(order)?;
    std::io::stdout().write_all(verdicts.as_bytes())?;
    Ok(Exit::Done)
}
