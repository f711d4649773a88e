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

/// What a call waits on, by its arguments.
#[cfg(target_os = "linux")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Waiting {
    /// On the descriptor that is its first argument.
    OnDescriptor,
    /// In poll(2): the third argument is a timeout in milliseconds.
    InPoll,
    /// In epoll_wait(2): the fourth argument is a timeout in milliseconds.
    InEpoll,
    /// In futex(2), for another thread: the fourth argument is a timeout, or null.
    ForAThread,
    /// On something else.
    Otherwise,
}

/// What the process `pid` is doing. With several threads, the main one.
#[cfg(target_os = "linux")]
#[must_use]
pub fn of(pid: u32) -> Option<Blocked> {
    Some(match look(pid, pid)? {
        Look::Busy => Blocked::Busy,
        Look::Blocked { number, arguments, process } => {
            let Some((call, waiting)) = name(number) else {
                return Some(Blocked::In { call: "a system call", on: None });
            };
            let descriptor =
                i32::try_from(arguments[0]).ok().filter(|_| waiting == Waiting::OnDescriptor);
            let on = descriptor.and_then(|fd| crate::sockets::describe_descriptor(&process, fd));
            Blocked::In { call, on }
        }
    })
}

/// The call that a thread of the process `pid` waits in: its name, what it waits on, and
/// its arguments. The main thread has the process's own number.
#[cfg(target_os = "linux")]
#[must_use]
pub fn waiting(pid: u32, thread: u32) -> Option<(&'static str, Waiting, [u64; 6])> {
    match look(pid, thread)? {
        Look::Busy => None,
        Look::Blocked { number, arguments, .. } => {
            let (call, waiting) = name(number)?;
            Some((call, waiting, arguments))
        }
    }
}

/// What a look at a process shows.
#[cfg(target_os = "linux")]
enum Look {
    Busy,
    Blocked { number: i64, arguments: [u64; 6], process: procfs::process::Process },
}

/// Looks a few times: a program that polls is seen between its calls.
#[cfg(target_os = "linux")]
fn look(pid: u32, thread: u32) -> Option<Look> {
    use procfs::process::{Process, Syscall};

    let process = Process::new(i32::try_from(pid).ok()?).ok()?;
    let thread = i32::try_from(thread).ok()?;
    let mut busy = false;
    for _ in 0..20 {
        match process.task_from_tid(thread).ok()?.syscall().ok()? {
            Syscall::Blocked { syscall_number: number, argument_registers: arguments, .. } => {
                return Some(Look::Blocked { number, arguments, process });
            }
            Syscall::Running => busy = true,
            _ => {}
        }
        std::thread::yield_now();
    }
    busy.then_some(Look::Busy)
}

/// See the Linux version.
#[cfg(not(target_os = "linux"))]
#[must_use]
pub fn of(_pid: u32) -> Option<Blocked> {
    None
}

/// The name of a call in which network programs wait, and what it waits on.
/// Numbers: asm/unistd_64.h of x86-64.
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
fn name(number: i64) -> Option<(&'static str, Waiting)> {
    use Waiting::{ForAThread, InEpoll, InPoll, OnDescriptor, Otherwise};

    Some(match number {
        0 => ("read()", OnDescriptor),
        1 => ("write()", OnDescriptor),
        7 => ("poll()", InPoll),
        271 => ("poll()", Otherwise),
        23 | 270 => ("select()", Otherwise),
        35 | 230 => ("sleep()", Otherwise),
        42 => ("connect()", OnDescriptor),
        43 | 288 => ("accept()", OnDescriptor),
        44 => ("send()", OnDescriptor),
        45 => ("recv()", OnDescriptor),
        46 => ("sendmsg()", OnDescriptor),
        47 => ("recvmsg()", OnDescriptor),
        61 | 247 => ("wait()", Otherwise),
        202 => ("a lock, or for a thread", ForAThread),
        232 | 281 => ("epoll_wait()", InEpoll),
        _ => return None,
    })
}

/// Numbers: asm-generic/unistd.h, which aarch64 uses.
#[cfg(all(target_os = "linux", target_arch = "aarch64"))]
fn name(number: i64) -> Option<(&'static str, Waiting)> {
    use Waiting::{ForAThread, InEpoll, InPoll, OnDescriptor, Otherwise};

    Some(match number {
        22 => ("epoll_wait()", InEpoll),
        63 => ("read()", OnDescriptor),
        64 => ("write()", OnDescriptor),
        72 => ("select()", Otherwise),
        73 => ("poll()", Otherwise),
        95 | 260 => ("wait()", Otherwise),
        98 => ("a lock, or for a thread", ForAThread),
        101 | 115 => ("sleep()", Otherwise),
        202 | 242 => ("accept()", OnDescriptor),
        203 => ("connect()", OnDescriptor),
        206 => ("send()", OnDescriptor),
        207 => ("recv()", OnDescriptor),
        211 => ("sendmsg()", OnDescriptor),
        212 => ("recvmsg()", OnDescriptor),
        _ => return None,
    })
}

#[cfg(all(target_os = "linux", not(any(target_arch = "x86_64", target_arch = "aarch64"))))]
fn name(_number: i64) -> Option<(&'static str, Waiting)> {
    None
}
