//! How much room a disk has: to be told beside a build that failed. Knows no build.

use std::path::Path;

/// With less room than this a build may have failed for the lack of it: a program of
/// an exercise takes 7 MB, as much again while it is linked, and more for what it uses.
const LITTLE: u64 = 64 * MEGABYTE;
const MEGABYTE: u64 = 1_000_000;

/// A note if there is little room left where this folder is.
pub fn little_room(folder: &Path) -> Option<String> {
    note(folder, room(folder)?)
}

fn note(folder: &Path, bytes: u64) -> Option<String> {
    let left = bytes / MEGABYTE;
    (bytes < LITTLE).then(|| {
        format!(
            "note: the disk with {} is nearly full ({left} MB are left), and a build needs more. Make room on it, then try again.\n",
            folder.display()
        )
    })
}

/// The bytes that are left to us, if the system tells them: statvfs(3).
#[cfg(unix)]
fn room(folder: &Path) -> Option<u64> {
    let system = rustix::fs::statvfs(folder).ok()?;
    Some(system.f_bavail * system.f_frsize)
}

/// Windows' own words say it well enough.
#[cfg(not(unix))]
fn room(_folder: &Path) -> Option<u64> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_little_room_is_worth_a_note() {
        let folder = Path::new("target");
        assert!(note(folder, 3 * MEGABYTE).is_some_and(|note| note.contains("(3 MB are left)")));
        assert_eq!(note(folder, LITTLE), None);
    }
}
