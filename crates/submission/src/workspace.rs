//! Where things are: the repository, and the folder for what a run writes.

use crate::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// The repository that cargo runs this tool in; without cargo, the one that it was
/// built in.
#[must_use]
pub fn root() -> &'static Path {
    static ROOT: OnceLock<PathBuf> = OnceLock::new();
    ROOT.get_or_init(|| {
        // The folder of the package that cargo runs: https://doc.rust-lang.org/cargo/reference/environment-variables.html
        let run = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
        let built = Path::new(env!("CARGO_MANIFEST_DIR"));
        run.as_deref().and_then(above).or_else(|| above(built)).unwrap_or(built).to_owned()
    })
}

/// The workspace above a package: where the lock file is.
fn above(package: &Path) -> Option<&Path> {
    package.ancestors().find(|folder| folder.join("Cargo.lock").is_file())
}

/// Cargo's target folder.
#[must_use]
pub fn target() -> PathBuf {
    let named = std::env::var_os("CARGO_TARGET_DIR");
    named.map_or_else(|| root().join("target"), |target| root().join(target))
}

/// The folder for what a run of the tool writes, made if need be.
///
/// # Errors
/// If it cannot be made.
pub fn scratch() -> Result<PathBuf, Error> {
    let scratch = target().join("handshake");
    fs::create_dir_all(&scratch).map_err(Error::write(&scratch))?;
    Ok(scratch)
}

/// The file of the student's progress.
///
/// # Errors
/// If its folder cannot be made.
pub fn progress() -> Result<PathBuf, Error> {
    Ok(scratch()?.join("progress.json"))
}
