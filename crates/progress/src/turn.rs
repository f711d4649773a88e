//! Who may change the file of the progress now: one command at a time, so that none writes
//! over what another has just noted. Knows nothing of its content.
//!
//! A turn is a lock of the system's (flock(2), LockFileEx) on a file beside it: it goes
//! when its process does, however that ends.

use std::fs::{File, OpenOptions};
use std::path::Path;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

/// How long others may take: each writes some kilobytes, which may take a second on a busy
/// network. Who takes longer was stopped (Ctrl-Z).
const LONGEST: Duration = Duration::from_secs(5);

/// The turn to change a file, as long as it lives.
pub struct Turn {
    _locked: File,
}

/// Waits for the turn. `None` if it does not come, or the system has no such locks there:
/// then one goes on without, for a note must not hold a student.
pub fn wait(path: &Path) -> Option<Turn> {
    let lock = path.with_extension("lock");
    let (sender, turn) = mpsc::channel();
    // The system's wait has no deadline, so another thread does it.
    thread::spawn(move || {
        let file = OpenOptions::new().create(true).write(true).truncate(false).open(lock)?;
        file.lock()?;
        // An error means that nobody waits any more.
        let _ = sender.send(Turn { _locked: file });
        std::io::Result::Ok(())
    });
    turn.recv_timeout(LONGEST).ok()
}
