//! Ctrl-C, SIGTERM and a closed terminal: every program of the run is ended,
//! then the tool. What is written stays.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

/// What a shell sees after Ctrl-C: 128 + SIGINT.
const INTERRUPTED: i32 = 130;

static PENDING: AtomicBool = AtomicBool::new(false);
/// What is to be removed: an interrupt drops nothing.
static SCRATCH: Mutex<Option<PathBuf>> = Mutex::new(None);

/// From now on an interrupt leaves no process behind.
pub fn arm() {
    // Fails only if it is called twice.
    let _ = ctrlc::set_handler(|| {
        PENDING.store(true, Ordering::SeqCst);
        lab::process::end_everything();
        if let Some(folder) = SCRATCH.lock().unwrap_or_else(PoisonError::into_inner).take() {
            let _ = fs::remove_dir_all(folder);
        }
        anstream::eprintln!("\ninterrupted: the same command goes on where this one was");
        #[expect(clippy::disallowed_methods, reason = "the main thread waits in hold()")]
        std::process::exit(INTERRUPTED);
    });
}

/// Has an interrupt remove a folder.
pub fn remove_at_the_end(folder: &Path) {
    *SCRATCH.lock().unwrap_or_else(PoisonError::into_inner) = Some(folder.to_owned());
}

/// Returns at once, but never after an interrupt: then nothing is to be said any
/// more, and the handler ends the tool.
pub fn hold() {
    while PENDING.load(Ordering::SeqCst) {
        thread::park();
    }
}
