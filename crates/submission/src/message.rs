//! What cargo tells of a build, in JSON, a message a line: as much of it as we read.
//! Source: The Cargo Book, "External tools", JSON messages.

use serde::Deserialize;
use std::io::{self, BufRead};
use std::path::PathBuf;

/// What a message is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// Something was built, or was there already.
    CompilerArtifact,
    /// rustc said something.
    CompilerMessage,
    /// Anything else.
    #[serde(other)]
    Other,
}

/// A message. Which fields are there depends on the reason.
#[derive(Debug, Deserialize)]
pub struct Message {
    pub reason: Reason,
    #[serde(default)]
    pub package_id: String,
    #[serde(default)]
    pub manifest_path: PathBuf,
    #[serde(default)]
    pub target: Target,
    /// Of an artifact: the files that were made.
    #[serde(default)]
    pub filenames: Vec<PathBuf>,
    /// Of an artifact that is a program: where it is.
    pub executable: Option<PathBuf>,
    /// What rustc said.
    pub message: Option<Diagnostic>,
}

/// The part of a package that is built.
#[derive(Debug, Default, Deserialize)]
pub struct Target {
    pub name: String,
    /// `bin`, `lib`, `custom-build` and so on.
    pub kind: Vec<String>,
}

/// What rustc said. Source: The rustc book, "JSON Output".
#[derive(Debug, Deserialize)]
pub struct Diagnostic {
    pub level: Level,
    pub message: String,
    /// As it stands on a terminal.
    pub rendered: Option<String>,
}

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Level {
    #[serde(rename = "error")]
    Error,
    /// rustc itself failed.
    #[serde(rename = "error: internal compiler error")]
    CompilerError,
    /// A warning, or what explains another message.
    #[serde(other)]
    Lesser,
}

/// Reads cargo's standard output to its end. Lines that are no messages (a build
/// script may print them) are passed over.
///
/// # Errors
/// If the stream cannot be read, or a message is not as cargo writes it.
pub fn read(stdout: impl BufRead, mut take: impl FnMut(Message)) -> io::Result<()> {
    for line in stdout.lines() {
        let line = line?;
        if line.starts_with('{') {
            take(serde_json::from_str(&line)?);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn messages(lines: &str) -> Vec<Message> {
        let mut messages = Vec::new();
        read(lines.as_bytes(), |message| messages.push(message)).unwrap();
        messages
    }

    #[test]
    fn an_artifact_has_files_and_perhaps_a_program() {
        let read = messages(
            r#"{"reason":"compiler-artifact","package_id":"path+file:///a/client#0.1.0","manifest_path":"/a/client/Cargo.toml","target":{"kind":["bin"],"crate_types":["bin"],"name":"client","src_path":"/a/client/src/main.rs","edition":"2024","doc":true,"doctest":false,"test":true},"profile":{"opt_level":"0"},"features":[],"filenames":["/a/target/debug/client"],"executable":"/a/target/debug/client","fresh":true}"#,
        );
        assert_eq!(read[0].reason, Reason::CompilerArtifact);
        assert_eq!(read[0].target.name, "client");
        assert_eq!(read[0].executable.as_deref(), Some("/a/target/debug/client".as_ref()));
    }

    #[test]
    fn an_error_has_its_words() {
        let read = messages(concat!(
            "a build script's line\n",
            r#"{"reason":"compiler-message","package_id":"p","manifest_path":"m","target":{"kind":["bin"],"name":"t"},"message":{"rendered":"in colour","level":"error","message":"plain","spans":[],"children":[],"code":null}}"#,
            "\n",
            r#"{"reason":"build-finished","success":false}"#,
        ));
        let [error, finished] = &read[..] else { panic!("two messages: {read:?}") };
        let diagnostic = error.message.as_ref().unwrap();
        assert_eq!(
            (diagnostic.level, diagnostic.rendered.as_deref()),
            (Level::Error, Some("in colour"))
        );
        assert_eq!(finished.reason, Reason::Other);
    }

    #[test]
    fn a_failure_of_rustc_itself_is_no_warning() {
        let level = |text: &str| serde_json::from_str::<Level>(&format!("{text:?}")).unwrap();
        assert_eq!(level("error: internal compiler error"), Level::CompilerError);
        assert_eq!(level("warning"), Level::Lesser);
        assert_eq!(level("failure-note"), Level::Lesser);
    }
}
