//! `--program CMD`: a command line into the program and its first arguments.

use crate::error::Error;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// Splits a command line as a POSIX shell does. A program with a folder in its
/// name is taken from there, another one is looked for in PATH. A text that is
/// the path of a file is taken whole, spaces and backslashes included.
pub fn split(text: &str) -> Result<Vec<OsString>, Error> {
    let refuse = |reason: String| Error::Usage(format!("--program {text}: {reason}"));
    if let Some(file) = executable(Path::new(text)) {
        return Ok(vec![file.into()]);
    }
    let words = shell_words::split(text).map_err(|error| refuse(error.to_string()))?;
    let Some((program, arguments)) = words.split_first() else {
        return Err(refuse("which program?".to_owned()));
    };
    let Some(file) = find(program) else {
        let there = Path::new(program).exists();
        let why =
            if there { "it is no file that can be executed" } else { "there is no such program" };
        return Err(refuse(format!("cannot start `{program}`: {why}")));
    };
    Ok(std::iter::once(file.into()).chain(arguments.iter().map(OsString::from)).collect())
}

fn find(program: &str) -> Option<PathBuf> {
    if program.contains(std::path::is_separator) {
        return executable(Path::new(program));
    }
    let name = format!("{program}{}", std::env::consts::EXE_SUFFIX);
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).find_map(|folder| executable(&folder.join(&name)))
}

/// The file's full path, if it can be executed. Links are kept: a program may
/// look at the name that it is called by.
fn executable(file: &Path) -> Option<PathBuf> {
    (file.is_file() && may_be_executed(file)).then(|| std::path::absolute(file).ok())?
}

#[cfg(unix)]
fn may_be_executed(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    file.metadata().is_ok_and(|metadata| metadata.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn may_be_executed(_file: &Path) -> bool {
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Result<usize, &str>) {
        match (split(text), expected) {
            (Ok(command), Ok(words)) => assert_eq!(command.len(), words),
            (Err(error), Err(part)) => assert!(error.to_string().contains(part), "{error}"),
            (got, expected) => panic!("{got:?} instead of {expected:?}"),
        }
    }

    #[test]
    fn words_are_split_as_in_a_shell() {
        check("cargo run 'two words'", Ok(3));
        check("", Err("which program?"));
        check("cargo 'open", Err("missing closing quote"));
    }

    #[test]
    fn what_cannot_be_started_is_named() {
        check(
            "no-such-program-at-all x",
            Err("`no-such-program-at-all`: there is no such program"),
        );
        check("./src", Err("no file that can be executed"));
    }
}
