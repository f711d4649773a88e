//! How long a program would wait at most in the call that it is in: the timeout
//! that it has set itself. Linux shows it; elsewhere nothing is known. With it
//! an experiment need not wait for long to learn that a program would give up.

use std::time::Duration;

/// The timeout of the call that the process `pid` (its main thread) waits in: the
/// receive timeout of the socket that it reads from (`SO_RCVTIMEO`, socket(7)), or
/// the one that poll(2) or epoll_wait(2) was given. `None` if it waits without
/// end, or in another call, or the system does not tell.
#[cfg(target_os = "linux")]
#[must_use]
pub fn of(pid: u32) -> Option<Duration> {
    use crate::blocked::{self, Waiting};

    let (_, waiting, arguments) = blocked::waiting(pid)?;
    match waiting {
        Waiting::OnDescriptor => receive_timeout(pid, i32::try_from(arguments[0]).ok()?),
        // A negative timeout is none (poll(2)); it is an `int`.
        Waiting::InPoll => milliseconds(arguments[2]),
        Waiting::InEpoll => milliseconds(arguments[3]),
        Waiting::Otherwise => None,
    }
}

/// See the Linux version.
#[cfg(not(target_os = "linux"))]
#[must_use]
pub fn of(_pid: u32) -> Option<Duration> {
    None
}

#[cfg(target_os = "linux")]
#[expect(clippy::cast_possible_truncation, reason = "the register holds a 32-bit int")]
fn milliseconds(register: u64) -> Option<Duration> {
    u64::try_from(register as u32 as i32).ok().map(Duration::from_millis)
}

/// Asks the socket itself, through a copy of the program's descriptor
/// (pidfd_getfd(2)). Whoever started a program may take one.
#[cfg(target_os = "linux")]
fn receive_timeout(pid: u32, descriptor: i32) -> Option<Duration> {
    use rustix::net::sockopt::{Timeout, socket_timeout};
    use rustix::process::{Pid, PidfdFlags, PidfdGetfdFlags, pidfd_getfd, pidfd_open};

    let pid = Pid::from_raw(i32::try_from(pid).ok()?)?;
    let process = pidfd_open(pid, PidfdFlags::empty()).ok()?;
    let copy = pidfd_getfd(&process, descriptor, PidfdGetfdFlags::empty()).ok()?;
    socket_timeout(&copy, Timeout::Recv).ok()?
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn a_poll_without_end_has_no_timeout() {
        assert_eq!(milliseconds(u64::MAX), None);
        assert_eq!(milliseconds(0xffff_ffff), None);
        assert_eq!(milliseconds(1500), Some(Duration::from_millis(1500)));
    }
}
