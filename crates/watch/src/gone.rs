//! That nobody reads any more: the terminal was closed, or the other end of the
//! pipe. Noticed at once, though nothing is written.

use crate::event::Event;
use std::sync::mpsc::Sender;

/// Sends an event when standard output leads nowhere any more: poll(2) then tells
/// an error or a hang-up, whatever it was asked for.
#[cfg(unix)]
pub fn notice(sender: Sender<Event>) {
    use rustix::event::{PollFd, PollFlags, poll};
    std::thread::spawn(move || {
        let out = rustix::stdio::stdout();
        loop {
            let mut streams = [PollFd::new(&out, PollFlags::empty())];
            match poll(&mut streams, None) {
                Err(rustix::io::Errno::INTR) => {}
                Err(_) => return,
                Ok(_) => {
                    // An error means that nobody listens any more.
                    let _ = sender.send(Event::Gone);
                    return;
                }
            }
        }
    });
}

/// Elsewhere it is noticed at the next write.
#[cfg(not(unix))]
pub fn notice(_sender: Sender<Event>) {}
