//! That something is a file, before it is read: whoever reads a pipe (fifo(7)) or a device
//! may wait for ever, or never come to its end.

use crate::error::Error;
use std::fs;
use std::path::Path;

/// Refuses what is neither a file nor a folder. What is not there, or cannot be looked at,
/// is for the reader to find out.
///
/// # Errors
/// [`Error::NoFile`]
pub fn expect(path: &Path) -> Result<(), Error> {
    match fs::metadata(path) {
        Ok(metadata) if !metadata.is_file() && !metadata.is_dir() => {
            Err(Error::NoFile { path: path.to_owned() })
        }
        Ok(_) | Err(_) => Ok(()),
    }
}
