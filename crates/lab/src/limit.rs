//! How long a program would wait at most in the call that it is in: the timeout
//! that it has set itself. Linux shows it; elsewhere nothing is known. With it
//! an experiment need not wait for long to learn that a program would give up.

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
    use crate::blocked::{self, Waiting};

    match blocked::waiting(pid) {
        Some(("read()" | "recv()" | "recvmsg()" | "accept()", _, arguments)) => {
            let descriptor = i32::try_from(arguments[0]).ok();
            descriptor.map_or(Limit::Unknown, |descriptor| receive_timeout(pid, descriptor))
        }
        Some((_, Waiting::InPoll, arguments)) => milliseconds(arguments[2]),
        Some((_, Waiting::InEpoll, arguments)) => milliseconds(arguments[3]),
        Some((_, Waiting::OnDescriptor | Waiting::Otherwise, _)) | None => Limit::Unknown,
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

/// Asks the socket itself, through a copy of the program's descriptor
/// (pidfd_getfd(2)). Whoever started a program may take one.
#[cfg(target_os = "linux")]
fn receive_timeout(pid: u32, descriptor: i32) -> Limit {
    use rustix::net::sockopt::{Timeout, socket_timeout};
    use rustix::process::{Pid, PidfdFlags, PidfdGetfdFlags, pidfd_getfd, pidfd_open};

    let copy = || {
        let pid = Pid::from_raw(i32::try_from(pid).ok()?)?;
        let process = pidfd_open(pid, PidfdFlags::empty()).ok()?;
        pidfd_getfd(&process, descriptor, PidfdGetfdFlags::empty()).ok()
    };
    match copy().and_then(|copy| socket_timeout(&copy, Timeout::Recv).ok()) {
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
}
