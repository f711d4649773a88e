//! Who owns a folder, on Windows: a file that is open for nobody else (CreateFileW,
//! share mode 0), as long as its process lives.

use super::OWNER;
use std::fs::{File, OpenOptions};
use std::io;
use std::os::windows::fs::OpenOptionsExt as _;
use std::path::Path;

/// Makes a folder ours, as long as the file is open.
pub fn claim(folder: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).share_mode(0).open(folder.join(OWNER))
}

/// Whether this file is there, and its run is not.
pub fn is_nobodys(owner: &Path) -> bool {
    OpenOptions::new().write(true).share_mode(0).open(owner).is_ok()
}
