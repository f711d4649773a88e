//! Compiles a program of this folder for a test.

use std::path::{Path, PathBuf};
use std::process::Command;

/// The program, in `folder`. `options` are rustc's.
pub fn compiled(source: &str, options: &[&str], folder: &Path) -> PathBuf {
    let program = folder.join("program");
    let compiler = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    #[expect(clippy::disallowed_methods, reason = "this is rustc, not a program under test")]
    let status = Command::new(compiler)
        .args(["--edition", "2024", "-o"])
        .arg(&program)
        .args(options)
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/programs").join(source))
        .status();
    assert!(status.unwrap().success());
    program
}
