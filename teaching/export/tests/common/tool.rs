//! Programs of other people that read our files. Where one is missing, its test is
//! passed over with a word; in a CI, which installs them, that is a failure.

use std::ffi::OsStr;
use std::process::{Command, Output};

/// The first of the programs that is there.
pub fn find(names: &[&str]) -> Option<String> {
    let found = names.iter().find(|name| command(name).arg("--version").output().is_ok());
    if found.is_none() {
        assert!(
            std::env::var_os("HANDSHAKE_TOOLS").is_none(),
            "here one of {names:?} must be installed"
        );
        eprintln!("passed over: none of {names:?} is here");
    }
    found.map(|name| (*name).to_owned())
}

/// A program of somebody else's.
pub fn command(name: impl AsRef<OsStr>) -> Command {
    #[expect(
        clippy::disallowed_methods,
        reason = "it reads our files, and is no program under test"
    )]
    Command::new(name)
}

/// Runs it, and expects it to succeed.
#[track_caller]
pub fn succeeds(command: &mut Command) -> Output {
    let output = command.output().expect("it can be started");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}: {}", output.status, &said[..said.len().min(2000)]);
    output
}
