//! How long a program would wait at most in the call that it is in: the timeout
//! that it has set itself. Linux shows it; elsewhere nothing is known. With it
//! an experiment need not wait for long to learn that a program would give up.

#[cfg(target_os = "linux")]
use crate::blocked::{self, Waiting};
#[cfg(target_os = "linux")]
use crate::sockets::Duplicate;
use std::time::Duration;

/// How long a program waits at most in the call that it is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// Until what it waits for comes.
    Endless,
    /// For so long.
    After(Duration),
    /// It does not wait for data or a connection just now, or the system does not tell.
    Unknown,
}

/// The timeout of the call that the process `pid` (its main thread) waits in: the
/// receive timeout of the socket that it reads from (`SO_RCVTIMEO`, socket(7)), or
/// the one that poll(2) or epoll_wait(2) was given.
#[cfg(target_os = "linux")]
#[must_use]
pub fn of(pid: u32) -> Limit {
    of_call(pid, blocked::waiting(pid, pid))
}

/// The timeout of a call that a thread of the process waits in.
#[cfg(target_os = "linux")]
fn of_call(pid: u32, call: Option<(&str, Waiting, [u64; 6])>) -> Limit {
    match call {
        Some(("read()" | "recv()" | "recvmsg()" | "accept()", _, arguments)) => {
            let descriptor = i32::try_from(arguments[0]).ok();
            descriptor.map_or(Limit::Unknown, |descriptor| receive_timeout(pid, descriptor))
        }
        Some((_, Waiting::InPoll, arguments)) => milliseconds(arguments[2]),
        Some((_, Waiting::InEpoll, arguments)) => milliseconds(arguments[3]),
        Some((_, Waiting::OnDescriptor | Waiting::ForAThread | Waiting::Otherwise, _)) | None => {
            Limit::Unknown
        }
    }
}

/// Whether a thread of the process goes on only when something comes from outside, or
/// another thread lets it.
#[cfg(target_os = "linux")]
#[must_use]
pub fn is_at_rest(pid: u32, thread: u32) -> bool {
    match blocked::waiting(pid, thread) {
        Some((_, Waiting::ForAThread, arguments)) => arguments[3] == 0,
        call => of_call(pid, call) == Limit::Endless,
    }
}

/// See the Linux version.
#[cfg(not(target_os = "linux"))]
#[must_use]
pub fn of(_pid: u32) -> Limit {
    Limit::Unknown
}

/// A negative timeout is none (poll(2)); it is an `int`.
#[cfg(target_os = "linux")]
#[expect(clippy::cast_possible_truncation, reason = "the register holds a 32-bit int")]
fn milliseconds(register: u64) -> Limit {
    let timeout = u64::try_from(register as u32 as i32).ok().map(Duration::from_millis);
    timeout.map_or(Limit::Endless, Limit::After)
}

/// Asks the socket itself.
#[cfg(target_os = "linux")]
fn receive_timeout(pid: u32, descriptor: i32) -> Limit {
    let duplicate = i32::try_from(pid).ok().and_then(|pid| Duplicate::of(pid, descriptor));
    match duplicate.and_then(|duplicate| duplicate.receive_timeout()) {
        Some(Some(timeout)) => Limit::After(timeout),
        Some(None) => Limit::Endless,
        None => Limit::Unknown,
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn a_poll_without_end_has_no_timeout() {
        assert_eq!(milliseconds(u64::MAX), Limit::Endless);
        assert_eq!(milliseconds(0xffff_ffff), Limit::Endless);
        assert_eq!(milliseconds(1500), Limit::After(Duration::from_millis(1500)));
    }

    /// Whether a thread of ours that does this comes to rest. Looks until it waits in a call.
    #[track_caller]
    fn rests(work: impl FnOnce() + Send + 'static) -> bool {
        let (tell, told) = std::sync::mpsc::channel();
        std::thread::spawn(move || {
            let id = rustix::thread::gettid().as_raw_pid();
            tell.send(u32::try_from(id).expect("ids are positive")).expect("we listen");
            work();
        });
        let (process, thread) = (std::process::id(), told.recv().expect("it tells"));
        while crate::blocked::waiting(process, thread).is_none() {}
        is_at_rest(process, thread)
    }

    #[test]
    fn who_waits_for_others_without_end_is_at_rest() {
        use std::net::{Ipv4Addr, TcpListener, UdpSocket};

        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        assert!(rests(move || drop(listener.accept())));
        let socket = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let patient = socket.try_clone().unwrap();
        assert!(rests(move || drop(patient.recv_from(&mut [0; 10]))));
        assert!(rests(std::thread::park));
        let long = Duration::from_secs(1000);
        let impatient = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        impatient.set_read_timeout(Some(long)).unwrap();
        assert!(!rests(move || drop(impatient.recv_from(&mut [0; 10]))));
        assert!(!rests(move || std::thread::park_timeout(long)));
        #[expect(clippy::disallowed_methods, reason = "sleeping is what is looked at")]
        let sleep = move || std::thread::sleep(long);
        assert!(!rests(sleep));
    }
}
