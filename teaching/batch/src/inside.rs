//! What this program is within the sandbox, where the grader, or the judge, has started it
//! again: a program that grades asks for its role before anything else.

use crate::judge;
#[cfg(target_os = "linux")]
use crate::sandbox::{starter, trial};
use std::ffi::OsString;
use std::io::Write as _;
use std::process::ExitCode;
use std::{env, iter};

/// The first argument of a program that has a role.
const INSIDE: &str = "inside";

/// What this program is within the sandbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// It judges a submission; one more argument says which.
    Judge,
    /// It is process 1 of a program's box.
    Starter,
    /// It tries to break the sandbox; one more argument says how.
    Trial,
}

impl Role {
    const ALL: [Self; 3] = [Self::Judge, Self::Starter, Self::Trial];

    fn name(self) -> &'static str {
        match self {
            Self::Judge => "judge",
            Self::Starter => "starter",
            Self::Trial => "trial",
        }
    }

    /// The arguments that give this role.
    pub(crate) fn arguments(self) -> [OsString; 2] {
        [INSIDE, self.name()].map(OsString::from)
    }
}

/// The arguments with which this program is the starter of a box.
#[must_use]
pub fn starter() -> Vec<OsString> {
    Role::Starter.arguments().into()
}

/// Does what this program was started for, if it was started within the sandbox. Nothing may
/// have handled a signal before: process 1 is out of reach only as long as it handles none.
#[must_use]
pub fn run() -> Option<ExitCode> {
    let mut arguments = env::args_os().skip(1);
    if arguments.next()? != INSIDE {
        return None;
    }
    let name = arguments.next()?;
    let role = Role::ALL.into_iter().find(|role| name == role.name())?;
    let order = arguments.next().unwrap_or_default();
    let said = match role {
        Role::Judge => judge::run(&order.to_string_lossy()).map_err(|error| error.to_string()),
        #[cfg(target_os = "linux")]
        Role::Starter => starter::run().map(|()| String::new()).map_err(|error| error.to_string()),
        #[cfg(target_os = "linux")]
        Role::Trial => trial::run(&order.to_string_lossy()).map_err(|error| error.to_string()),
        #[cfg(not(target_os = "linux"))]
        Role::Starter | Role::Trial => Err("it needs Linux".to_owned()),
    };
    let said = said.and_then(|said| {
        std::io::stdout().write_all(said.as_bytes()).map_err(|error| error.to_string())
    });
    Some(match said {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "{error}");
            ExitCode::FAILURE
        }
    })
}

/// The whole command: a program with a role, and what it is to do.
pub(crate) fn command(program: OsString, role: Role, order: OsString) -> Vec<OsString> {
    iter::once(program).chain(role.arguments()).chain([order]).collect()
}
