//! Ctrl-C, SIGTERM and a closed terminal: every program of the run is ended,
//! then the tool. What is written stays.

use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use submission::scratch;

/// What a shell sees after Ctrl-C: 128 + SIGINT.
const INTERRUPTED: i32 = 130;

static PENDING: AtomicBool = AtomicBool::new(false);

/// From now on an interrupt leaves no process behind.
pub fn arm() {
    lab::signals::on_each(|| {
        PENDING.store(true, Ordering::SeqCst);
        lab::process::end_everything();
        scratch::remove();
        anstream::eprintln!("\ninterrupted: the same command goes on where this one was");
        #[expect(clippy::disallowed_methods, reason = "the main thread waits in hold()")]
        std::process::exit(INTERRUPTED);
    });
}

/// Returns at once, but never after an interrupt: then nothing is to be said any
/// more, and the handler ends the tool.
pub fn hold() {
    while PENDING.load(Ordering::SeqCst) {
        thread::park();
    }
}
