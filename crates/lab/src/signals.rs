//! The signals that ask a tool to end: Ctrl-C, SIGTERM, a terminal that was closed. Knows
//! not what is to be done then.

/// Calls `react` at each of them, on a thread of its own.
#[cfg(unix)]
pub fn on_each(react: impl Fn() + Send + 'static) {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};

    // Fails only for signals that nobody may handle.
    if let Ok(mut signals) = signal_hook::iterator::Signals::new([SIGHUP, SIGINT, SIGTERM]) {
        std::thread::spawn(move || signals.forever().for_each(|_| react()));
    }
}

/// Calls `react` at Ctrl-C, and when the console is closed.
#[cfg(windows)]
pub fn on_each(react: impl Fn() + Send + 'static) {
    // Fails only if it is called twice.
    let _ = ctrlc::set_handler(react);
}
