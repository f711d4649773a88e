//! Ctrl-C, SIGTERM and a closed terminal: every program of the run is ended,
//! then the tool.

use crate::exit_code::INTERRUPTED;

/// From now on an interrupt leaves no process behind.
pub fn arm() {
    // Fails only if it is called twice.
    let _ = ctrlc::set_handler(|| {
        lab::process::end_everything();
        crate::scratch::remove();
        anstream::eprintln!("\ninterrupted: all programs of this run have been ended");
        #[expect(
            clippy::disallowed_methods,
            reason = "the main thread may be blocked; all programs are gone"
        )]
        std::process::exit(INTERRUPTED);
    });
}
