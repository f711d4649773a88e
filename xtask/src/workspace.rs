//! Where things are: the repository, and the folder for what a run writes.

use std::io;
use std::path::{Path, PathBuf};

/// The repository that this tool was built in.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask/ lies in the repository")
}

/// Cargo's target folder.
pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| root().join("target"), |target| root().join(target))
}

/// The folder for what a run of the tool writes, made if need be.
pub fn scratch() -> io::Result<PathBuf> {
    let scratch = target().join("handshake");
    std::fs::create_dir_all(&scratch)?;
    Ok(scratch)
}
