//! Calls that wait for several descriptors: poll(2), select(2), epoll(7).

use super::super::descriptors::Registered;
use super::super::memory::{half_word, word};
use super::super::system_call::SystemCall;
use super::{Arguments, Tracee, names};
use crate::event::{Call, EpollOperation, PollCall, Watched};
use std::time::Duration;

/// Of longer lists only the beginning is told.
const MOST_WATCHED: u64 = 1024;

/// Size of `struct pollfd`: descriptor, events, what is ready.
const POLLFD: usize = 8;

/// `struct epoll_event` is packed on x86_64 only: there `data` follows at once.
const EPOLL_EVENT: usize = if cfg!(target_arch = "x86_64") { 12 } else { 16 };
const EPOLL_DATA: usize = EPOLL_EVENT - 8;

/// The three sets of `select`, in the order of its arguments.
const SETS: [&str; 3] = ["read", "write", "except"];

fn milliseconds(timeout: i32) -> Option<Duration> {
    u64::try_from(timeout).ok().map(Duration::from_millis)
}

/// A `struct timespec` or `struct timeval`: seconds, and parts of one.
fn seconds(at: u64, parts_a_second: u64, tracee: Tracee) -> Option<Duration> {
    const NANOSECONDS: u64 = 1_000_000_000;
    let seconds = tracee.memory.u64(at)?;
    let parts = tracee.memory.u64(at.wrapping_add(8))?;
    let rest = parts.checked_mul(NANOSECONDS / parts_a_second)?;
    Duration::from_secs(seconds).checked_add(Duration::from_nanos(rest))
}

fn timespec(at: u64, tracee: Tracee) -> Option<Duration> {
    seconds(at, 1_000_000_000, tracee)
}

/// `None` if none of them is a socket.
fn with_sockets(watched: Vec<Watched>) -> Option<Vec<Watched>> {
    watched.iter().any(|each| each.socket.is_some()).then_some(watched)
}

/// `poll(list, count, timeout)` and `ppoll`.
pub fn poll(call: SystemCall, arguments: Arguments, tracee: Tracee) -> Option<Call> {
    let watched = pollfds(arguments, tracee)
        .into_iter()
        .map(|(descriptor, wanted, _)| Watched {
            descriptor,
            socket: tracee.descriptors.socket(descriptor),
            wanted: names::poll_events(wanted),
            ready: Vec::new(),
        })
        .collect();
    let (by, timeout) = match call {
        SystemCall::PPoll => (PollCall::PPoll, timespec(arguments.0[2], tracee)),
        _ => (PollCall::Poll, milliseconds(arguments.int(2))),
    };
    Some(Call::Poll { by, watched: with_sockets(watched)?, timeout })
}

fn pollfds(arguments: Arguments, tracee: Tracee) -> Vec<(i32, u32, u32)> {
    let count = usize::try_from(arguments.0[1].min(MOST_WATCHED)).unwrap_or(0);
    tracee
        .memory
        .bytes(arguments.0[0], count * POLLFD)
        .chunks_exact(POLLFD)
        .map(|pollfd| {
            let both = half_word(pollfd, 4).to_ne_bytes();
            let wanted = u16::from_ne_bytes([both[0], both[1]]);
            let ready = u16::from_ne_bytes([both[2], both[3]]);
            (half_word(pollfd, 0).cast_signed(), u32::from(wanted), u32::from(ready))
        })
        .collect()
}

/// `select(count, read, write, except, timeout)` and `pselect6`.
pub fn select(call: SystemCall, arguments: Arguments, tracee: Tracee) -> Option<Call> {
    let sets = sets(arguments, tracee);
    let count = i32::try_from(arguments.0[0].min(MOST_WATCHED)).unwrap_or(0);
    let watched = (0..count)
        .map(|descriptor| (descriptor, members(&sets, descriptor)))
        .filter(|(_, wanted)| !wanted.is_empty())
        .map(|(descriptor, wanted)| Watched {
            descriptor,
            socket: tracee.descriptors.socket(descriptor),
            wanted,
            ready: Vec::new(),
        })
        .collect();
    let (by, timeout) = match call {
        SystemCall::PSelect6 => (PollCall::PSelect6, timespec(arguments.0[4], tracee)),
        _ => (PollCall::Select, seconds(arguments.0[4], 1_000_000, tracee)),
    };
    Some(Call::Poll { by, watched: with_sockets(watched)?, timeout })
}

/// The sets of `select`: a bit for each descriptor.
fn sets(arguments: Arguments, tracee: Tracee) -> [Vec<u8>; 3] {
    let bits = usize::try_from(arguments.0[0].min(MOST_WATCHED)).unwrap_or(0);
    [1, 2, 3].map(|index| tracee.memory.bytes(arguments.0[index], bits.div_ceil(64) * 8))
}

fn members(sets: &[Vec<u8>; 3], descriptor: i32) -> Vec<String> {
    let Ok(bit) = usize::try_from(descriptor) else { return Vec::new() };
    let has = |set: &Vec<u8>| set.get(bit / 8).is_some_and(|byte| byte >> (bit % 8) & 1 == 1);
    let named = SETS.iter().zip(sets).filter(|(_, set)| has(set));
    named.map(|(name, _)| (*name).to_owned()).collect()
}

/// Adds what `poll` or `select` found ready.
pub fn polled(call: SystemCall, watched: &mut [Watched], arguments: Arguments, tracee: Tracee) {
    match call {
        SystemCall::Select | SystemCall::PSelect6 => {
            let sets = sets(arguments, tracee);
            for each in watched {
                each.ready = members(&sets, each.descriptor);
            }
        }
        _ => {
            for (each, (_, _, ready)) in watched.iter_mut().zip(pollfds(arguments, tracee)) {
                each.ready = names::poll_events(ready);
            }
        }
    }
}

/// `epoll_ctl(epoll, operation, descriptor, event)`
pub fn epoll_control(arguments: Arguments, tracee: Tracee) -> Option<Call> {
    let descriptor = arguments.int(2);
    let socket = Some(tracee.descriptors.socket(descriptor)?);
    let operation = match arguments.int(1) {
        libc::EPOLL_CTL_ADD => EpollOperation::Add,
        libc::EPOLL_CTL_MOD => EpollOperation::Modify,
        libc::EPOLL_CTL_DEL => EpollOperation::Delete,
        other => EpollOperation::Other(other),
    };
    let wanted = match operation {
        EpollOperation::Delete => Vec::new(),
        EpollOperation::Add | EpollOperation::Modify | EpollOperation::Other(_) => {
            names::epoll_events(tracee.memory.u32(arguments.0[3]).unwrap_or(0))
        }
    };
    let watched = Watched { descriptor, socket, wanted, ready: Vec::new() };
    Some(Call::EpollControl { operation, watched })
}

/// `epoll_wait(epoll, events, count, timeout)` and its kin.
pub fn epoll_wait(call: SystemCall, arguments: Arguments, tracee: Tracee) -> Option<Call> {
    let registered = tracee.descriptors.registered(arguments.int(0));
    let watched = registered
        .iter()
        .map(|&Registered { descriptor, events, .. }| Watched {
            descriptor,
            socket: tracee.descriptors.socket(descriptor),
            // These two the kernel adds by itself.
            wanted: names::epoll_events(
                events & !(libc::EPOLLERR | libc::EPOLLHUP).cast_unsigned(),
            ),
            ready: Vec::new(),
        })
        .collect();
    let timeout = match call {
        SystemCall::EpollPWait2 => timespec(arguments.0[3], tracee),
        _ => milliseconds(arguments.int(3)),
    };
    Some(Call::EpollWait { watched: with_sockets(watched)?, timeout })
}

/// Adds what `epoll_wait` found ready: `value` events.
pub fn epolled(watched: &mut [Watched], arguments: Arguments, value: i64, tracee: Tracee) {
    let registered = tracee.descriptors.registered(arguments.int(0));
    let count = usize::try_from(value).unwrap_or(0).min(usize::try_from(MOST_WATCHED).unwrap_or(0));
    let events = tracee.memory.bytes(arguments.0[1], count * EPOLL_EVENT);
    for event in events.chunks_exact(EPOLL_EVENT) {
        let (ready, data) = (half_word(event, 0), word(event, EPOLL_DATA));
        let Some(found) = registered.iter().find(|each| each.data == data) else { continue };
        let same = watched.iter_mut().find(|each| each.descriptor == found.descriptor);
        if let Some(each) = same {
            each.ready = names::epoll_events(ready);
        }
    }
}
