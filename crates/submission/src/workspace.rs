//! Where things are: the repository, and the folder for what a run writes.

use crate::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

/// The repository that this tool was built in.
#[must_use]
pub fn root() -> &'static Path {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).parent();
    crates.and_then(Path::parent).expect("crates/submission/ lies in the repository")
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
