//! Ctrl-C, SIGTERM and a closed terminal: every program of the run is ended,
//! then the tool.

use std::io::Write as _;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use submission::scratch;

/// Whether a program in the foreground decides what Ctrl-C means.
static STANDS_ASIDE: AtomicBool = AtomicBool::new(false);

static PENDING: AtomicBool = AtomicBool::new(false);

/// What gives the terminal back as it was.
static FIRST: OnceLock<fn()> = OnceLock::new();

/// What a shell sees after Ctrl-C: 128 + SIGINT.
const INTERRUPTED: i32 = 130;

/// From now on an interrupt leaves no process behind, and is told with these words.
pub fn arm(words: &'static str) {
    lab::signals::on_each(move || {
        if STANDS_ASIDE.load(Ordering::SeqCst) {
            return;
        }
        // First: what the others see from now on is our doing, not the programs'.
        PENDING.store(true, Ordering::SeqCst);
        lab::process::end_everything();
        if let Some(restore) = FIRST.get() {
            restore();
        }
        scratch::remove();
        // A terminal that was closed takes no more words, and that must not stop us.
        let _ = writeln!(anstream::stderr(), "\ninterrupted: {words}");
        #[expect(clippy::disallowed_methods, reason = "the main thread waits in hold()")]
        std::process::exit(INTERRUPTED);
    });
}

/// Has the terminal given back as it was before anything is said of an interrupt.
pub fn restore_first(restore: fn()) {
    // Only one has it.
    let _ = FIRST.set(restore);
}

/// Returns at once, but never after an interrupt: then nothing is to be said any
/// more, and the handler ends the tool.
pub fn hold() {
    while PENDING.load(Ordering::SeqCst) {
        thread::park();
    }
}

/// From now on an interrupt is the affair of the program in the foreground.
#[cfg(not(unix))]
pub fn stand_aside() {
    STANDS_ASIDE.store(true, Ordering::SeqCst);
}
