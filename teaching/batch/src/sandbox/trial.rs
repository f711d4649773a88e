//! Tries to break out of the boxes that programs get: runs shell commands in them, made by the
//! same pool. Is a process of its own in a cell, as the judge is.

use super::pool::Pool;
use crate::error::Error;
use crate::inside;
use lab::exit::Exit;
use lab::host::Host;
use lab::patience;
use lab::process::{Stdout, Stream};
use lab::setting::Setting;
use lab::transcript::Transcript;
use std::path::Path;
use std::sync::Arc;

/// Runs each of the commands (a list in JSON). Gives for each what it has complained about,
/// if it has not ended with status 0.
///
/// # Errors
/// If the list cannot be read.
pub fn run(scripts: &str) -> Result<String, Error> {
    let scripts: Vec<String> = serde_json::from_str(scripts)
        .map_err(|error| Error::NoSandbox(format!("nothing to try: {error}")))?;
    let pool = Pool::new(Vec::new(), inside::starter(), "/tmp".into());
    let host = Host::confined("/tmp".into(), Arc::new(pool));
    let lacks: Vec<Option<String>> =
        scripts.iter().map(|script| try_out(&host, script).err()).collect();
    serde_json::to_string(&lacks).map_err(|error| Error::NoSandbox(error.to_string()))
}

fn try_out(host: &Host, script: &str) -> Result<(), String> {
    let start = || {
        let stage = Setting::Plain.prepare(Path::new("/tmp"))?;
        let command = ["sh", "-c", script].map(Into::into);
        host.start(stage, &command, &Transcript::start(), Stdout::Flowing)
    };
    let mut process = start().map_err(|fault| fault.to_string())?;
    match process.wait_end(patience::LONG_READ) {
        Some(Exit::Status(0)) => Ok(()),
        Some(exit) => {
            let said = process.printed(Stream::Stderr);
            Err(format!("{exit}: {}", String::from_utf8_lossy(&said).trim()))
        }
        None => Err("the trial did not end".to_owned()),
    }
}
