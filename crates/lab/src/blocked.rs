//! What a program is waiting for: the system call it is in, in a student's
//! words. Linux shows it in /proc/PID/syscall (proc(5)); elsewhere nothing is
//! known.

use std::fmt;

/// What a running program is doing, as far as the system shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Blocked {
    /// It waits in a system call, on something.
    In {
        /// The call's name: "accept()", "recv()".
        call: &'static str,
        /// What it waits on: "its connection with 127.0.0.1:4000".
        on: Option<String>,
    },
    /// It is not waiting: it computes, or loops.
    Busy,
}

impl fmt::Display for Blocked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::In { call, on: Some(on) } => write!(f, "waiting in {call} on {on}"),
            Self::In { call, on: None } => write!(f, "waiting in {call}"),
            Self::Busy => f.write_str("not waiting for anything: it loops or computes"),
        }
    }
}

/// What the process `pid` is doing. With several threads, the main one; what
/// runs is asked a few times, since a program that polls is seen between calls.
#[cfg(target_os = "linux")]
#[must_use]
pub fn of(pid: u32) -> Option<Blocked> {
    use procfs::process::{Process, Syscall};

    let pid = i32::try_from(pid).ok()?;
    let process = Process::new(pid).ok()?;
    let mut busy = false;
    for _ in 0..20 {
        match process.task_from_tid(pid).ok()?.syscall().ok()? {
            Syscall::Blocked { syscall_number, argument_registers, .. } => {
                let Some((call, has_descriptor)) = name(syscall_number) else {
                    return Some(Blocked::In { call: "a system call", on: None });
                };
                let descriptor =
                    i32::try_from(argument_registers[0]).ok().filter(|_| has_descriptor);
                let on =
                    descriptor.and_then(|fd| crate::sockets::describe_descriptor(&process, fd));
                return Some(Blocked::In { call, on });
            }
            Syscall::Running => busy = true,
            _ => {}
        }
        std::thread::yield_now();
    }
    busy.then_some(Blocked::Busy)
}

/// See the Linux version.
#[cfg(not(target_os = "linux"))]
#[must_use]
pub fn of(_pid: u32) -> Option<Blocked> {
    None
}

/// The name of a call in which network programs wait, and whether its first
/// argument is a descriptor. Numbers: asm/unistd_64.h of x86-64.
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
fn name(number: i64) -> Option<(&'static str, bool)> {
    Some(match number {
        0 => ("read()", true),
        1 => ("write()", true),
        7 | 271 => ("poll()", false),
        23 | 270 => ("select()", false),
        35 | 230 => ("sleep()", false),
        42 => ("connect()", true),
        43 | 288 => ("accept()", true),
        44 => ("send()", true),
        45 => ("recv()", true),
        46 => ("sendmsg()", true),
        47 => ("recvmsg()", true),
        61 | 247 => ("wait()", false),
        202 => ("a lock, or for a thread", false),
        232 | 281 => ("epoll_wait()", false),
        _ => return None,
    })
}

/// Numbers: asm-generic/unistd.h, which aarch64 uses.
#[cfg(all(target_os = "linux", target_arch = "aarch64"))]
fn name(number: i64) -> Option<(&'static str, bool)> {
    Some(match number {
        22 => ("epoll_wait()", false),
        63 => ("read()", true),
        64 => ("write()", true),
        72 => ("select()", false),
        73 => ("poll()", false),
        95 | 260 => ("wait()", false),
        98 => ("a lock, or for a thread", false),
        101 | 115 => ("sleep()", false),
        202 | 242 => ("accept()", true),
        203 => ("connect()", true),
        206 => ("send()", true),
        207 => ("recv()", true),
        211 => ("sendmsg()", true),
        212 => ("recvmsg()", true),
        _ => return None,
    })
}

#[cfg(all(target_os = "linux", not(any(target_arch = "x86_64", target_arch = "aarch64"))))]
fn name(_number: i64) -> Option<(&'static str, bool)> {
    None
}
