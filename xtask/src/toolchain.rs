//! Rust's tools, as `doctor` looks at them: their versions, and whether a program
//! can be linked.

use anyhow::{Context, bail};
use lab::process::Tool;
use lab::process::scope::Scope;
use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

/// The oldest Rust that this repository is built with.
pub const OLDEST: &str = env!("CARGO_PKG_RUST_VERSION");

/// What `cargo --version` says: `cargo 1.89.0 (…)`.
pub fn cargo() -> anyhow::Result<String> {
    version(tool("CARGO", "cargo"))
}

/// What `rustc --version` says.
pub fn rustc() -> anyhow::Result<String> {
    version(tool("RUSTC", "rustc"))
}

/// Compiles and links an empty program in this folder.
pub fn link(folder: &Path) -> anyhow::Result<()> {
    let source = folder.join("empty.rs");
    fs::write(&source, "fn main() {}\n")
        .with_context(|| format!("cannot write {}", source.display()))?;
    let arguments = [
        "--edition".into(),
        "2024".into(),
        "-o".into(),
        folder.join("empty").into(),
        source.into(),
    ];
    ask(&tool("RUSTC", "rustc"), &arguments).map(drop)
}

/// Whether what a tool says of its version is at least [`OLDEST`].
pub fn is_new_enough(said: &str) -> bool {
    let version = said.split_whitespace().nth(1).unwrap_or_default();
    numbers(version) >= numbers(OLDEST)
}

/// Major and minor version. What is no version is older than every version.
fn numbers(version: &str) -> (u32, u32) {
    let mut numbers = version.split('.').map(|number| number.parse().unwrap_or(0));
    (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0))
}

/// Cargo says in these variables which tools it uses.
fn tool(variable: &str, name: &str) -> OsString {
    std::env::var_os(variable).unwrap_or_else(|| name.into())
}

fn version(tool: OsString) -> anyhow::Result<String> {
    ask(&tool, &["--version".into()])
}

/// What a tool prints; what it complains of, if it fails.
fn ask(tool: &OsString, arguments: &[OsString]) -> anyhow::Result<String> {
    #[expect(clippy::disallowed_methods, reason = "a tool, and no program under test")]
    let mut command = Command::new(tool);
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let output = Tool::start(&mut command, &Scope::default())?.output()?;
    if !output.status.success() {
        bail!("{}", String::from_utf8_lossy(&output.stderr).trim());
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(said: &str, expected: bool) {
        assert_eq!(is_new_enough(said), expected, "{said}");
    }

    #[test]
    fn versions_are_compared_by_their_numbers() {
        check(&format!("rustc {OLDEST}.0 (abc 2025-01-01)"), true);
        check("rustc 1.100.0-nightly (abc 2025-01-01)", true);
        check("cargo 1.9.0", false);
        check("", false);
    }
}
