//! The signals that ask a tool to end: Ctrl-C, SIGTERM, a terminal that was closed; and
//! those that stop it for a while. Knows not what is to be done then.

/// Calls `react` at each of them, on a thread of its own.
#[cfg(unix)]
pub fn on_each(react: impl Fn() + Send + 'static) {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};

    // Fails only for signals that nobody may handle.
    if let Ok(mut signals) = signal_hook::iterator::Signals::new([SIGINT, SIGTERM]) {
        if !is_ignored(SIGHUP) {
            let _ = signals.handle().add_signal(SIGHUP);
        }
        std::thread::spawn(move || signals.forever().for_each(|_| react()));
    }
}

/// Whether who started us wants us to bear a signal, as nohup(1) does (Linux; elsewhere
/// it is not known).
#[cfg(unix)]
fn is_ignored(signal: i32) -> bool {
    #[cfg(target_os = "linux")]
    {
        let status = procfs::process::Process::myself().and_then(|process| process.status());
        status.is_ok_and(|status| status.sigign & (1 << (signal - 1)) != 0)
    }
    #[cfg(not(target_os = "linux"))]
    {
        let _ = signal;
        false
    }
}

/// Calls `react` each time that we go on after we were stopped, on a thread of its own.
#[cfg(unix)]
pub fn on_going_on(react: impl Fn() + Send + 'static) {
    use signal_hook::consts::SIGCONT;

    if let Ok(mut signals) = signal_hook::iterator::Signals::new([SIGCONT]) {
        std::thread::spawn(move || signals.forever().for_each(|_| react()));
    }
}

/// Nobody is stopped there.
#[cfg(windows)]
pub fn on_going_on(_react: impl Fn() + Send + 'static) {}

/// Stops us, as Ctrl-Z does; returns when we are to go on. At once where no shell could
/// tell us to: the system stops nobody there.
#[cfg(unix)]
pub fn stop() {
    // Fails for no signal that there is.
    let _ = signal_hook::low_level::raise(signal_hook::consts::SIGTSTP);
}

/// Nobody is stopped there.
#[cfg(windows)]
pub fn stop() {}

/// Calls `react` at Ctrl-C, and when the console is closed.
#[cfg(windows)]
pub fn on_each(react: impl Fn() + Send + 'static) {
    // Fails only if it is called twice.
    let _ = ctrlc::set_handler(react);
}
