//! Who owns a folder, on Unix: a lock of flock(2), which goes when its process does.
//! No program that we start inherits the descriptor.

use super::OWNER;
use rustix::fs::{FlockOperation, flock};
use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::Path;

/// Makes a folder ours, as long as the file is open.
pub fn claim(folder: &Path) -> io::Result<File> {
    let unnamed = folder.join("owner.new");
    let file = File::create_new(&unnamed)?;
    flock(&file, FlockOperation::NonBlockingLockExclusive)?;
    fs::rename(unnamed, folder.join(OWNER))?;
    Ok(file)
}

/// Whether this file is there, and its run is not. (Over NFS only who may write may lock.)
pub fn is_nobodys(owner: &Path) -> bool {
    OpenOptions::new()
        .write(true)
        .open(owner)
        .is_ok_and(|file| flock(&file, FlockOperation::NonBlockingLockExclusive).is_ok())
}
