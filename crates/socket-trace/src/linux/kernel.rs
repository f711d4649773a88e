//! The kernel's interfaces for tracing, each as a small safe function: ptrace(2),
//! waitpid(2), seccomp(2). All `unsafe` of the project stands here.
#![expect(unsafe_code, reason = "these interfaces are not to be had without")]

use libc::{c_int, c_void, pid_t, sock_filter, sock_fprog};
use nix::errno::Errno;
use std::io;
use std::mem::MaybeUninit;
use std::os::fd::RawFd;
use std::os::unix::process::CommandExt;
use std::process::Command;
use std::ptr;

/// What became of a tracee.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// It exited with this status.
    Exited(i32),
    /// This signal killed it.
    Killed(i32),
    /// It stands still, until it is resumed.
    Stopped(Stop),
}

/// Why a tracee stands still.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stop {
    /// Before a system call of interest.
    Entry,
    /// Behind a system call.
    Exit,
    /// It made a process or a thread.
    Forked,
    /// It began to run a program.
    Executed,
    /// It is new, or was woken from a group stop.
    Begun,
    /// A signal has stopped its whole process (`SIGSTOP`).
    Group,
    /// A signal is about to be delivered.
    Signal(i32),
}

/// How a tracee goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Go {
    /// To the next stop that is not the end of a system call.
    On,
    /// To the end of the system call that it is in.
    ToExit,
}

/// The system call that a tracee is about to make.
#[derive(Debug, Clone, Copy)]
pub struct AtEntry {
    /// Form of the call, `AUDIT_ARCH_…`.
    pub form: u32,
    pub number: u64,
    pub arguments: [u64; 6],
}

/// The signal and event behind a stop: `status >> 16` is a `PTRACE_EVENT_…`.
fn stop(status: c_int) -> Stop {
    let signal = libc::WSTOPSIG(status);
    match status >> 16 {
        libc::PTRACE_EVENT_SECCOMP => Stop::Entry,
        libc::PTRACE_EVENT_FORK | libc::PTRACE_EVENT_VFORK | libc::PTRACE_EVENT_CLONE => {
            Stop::Forked
        }
        libc::PTRACE_EVENT_EXEC => Stop::Executed,
        libc::PTRACE_EVENT_STOP if signal == libc::SIGTRAP => Stop::Begun,
        libc::PTRACE_EVENT_STOP => Stop::Group,
        // With PTRACE_O_TRACESYSGOOD these are told from a real SIGTRAP.
        _ if signal == libc::SIGTRAP | 0x80 => Stop::Exit,
        _ => Stop::Signal(signal),
    }
}

/// Waits for the next change of a tracee of this thread, and takes it. No
/// other thread's child is waited for (`__WNOTHREAD`).
///
/// # Errors
/// `ECHILD` if there is no tracee left.
pub fn wait() -> Result<(pid_t, Change), Errno> {
    let mut status = 0;
    loop {
        // SAFETY: `status` is writable and lives through the call.
        let id = unsafe { libc::waitpid(-1, &raw mut status, libc::__WALL | libc::__WNOTHREAD) };
        match Errno::result(id) {
            Err(Errno::EINTR) => {}
            Err(errno) => return Err(errno),
            Ok(id) if libc::WIFEXITED(status) => {
                return Ok((id, Change::Exited(libc::WEXITSTATUS(status))));
            }
            Ok(id) if libc::WIFSIGNALED(status) => {
                return Ok((id, Change::Killed(libc::WTERMSIG(status))));
            }
            Ok(id) => return Ok((id, Change::Stopped(stop(status)))),
        }
    }
}

/// Waits until `process` stands still, which is left for [`wait`], and says
/// `true`; or until it has ended, which is left for its parent, and says `false`.
pub fn stands_still(process: pid_t) -> Result<bool, Errno> {
    let options = libc::WEXITED | libc::WSTOPPED | libc::WNOWAIT | libc::__WALL | libc::__WNOTHREAD;
    let mut information = MaybeUninit::<libc::siginfo_t>::zeroed();
    loop {
        // SAFETY: `information` is writable, of the right type, and lives through the call.
        let result = unsafe {
            libc::waitid(libc::P_PID, process.cast_unsigned(), information.as_mut_ptr(), options)
        };
        match Errno::result(result) {
            Err(Errno::EINTR) => {}
            Err(errno) => return Err(errno),
            Ok(_) => {
                // SAFETY: all zeroes is a valid `siginfo_t`, and waitid has filled it.
                let code = unsafe { information.assume_init_ref() }.si_code;
                return Ok(matches!(code, libc::CLD_TRAPPED | libc::CLD_STOPPED));
            }
        }
    }
}

/// A ptrace request that reads and writes none of our memory.
fn request(request: libc::c_uint, thread: pid_t, data: usize) -> Result<(), Errno> {
    // SAFETY: of the requests that come here none takes `addr` or `data` as a pointer.
    let result = unsafe {
        libc::ptrace(
            request,
            thread,
            ptr::null_mut::<c_void>(),
            ptr::without_provenance_mut::<c_void>(data),
        )
    };
    Errno::result(result).map(drop)
}

/// Makes the calling thread the tracer of `process`, and of all that it will make.
pub fn seize(process: pid_t) -> Result<(), Errno> {
    let options = libc::PTRACE_O_TRACESECCOMP
        | libc::PTRACE_O_TRACEFORK
        | libc::PTRACE_O_TRACEVFORK
        | libc::PTRACE_O_TRACECLONE
        | libc::PTRACE_O_TRACEEXEC
        | libc::PTRACE_O_TRACESYSGOOD
        | libc::PTRACE_O_EXITKILL;
    let options = usize::try_from(options).expect("options are bits");
    request(libc::PTRACE_SEIZE, process, options)
}

/// Lets a tracee go on, with `signal` delivered (0: none).
pub fn resume(thread: pid_t, go: Go, signal: i32) -> Result<(), Errno> {
    let how = match go {
        Go::On => libc::PTRACE_CONT,
        Go::ToExit => libc::PTRACE_SYSCALL,
    };
    request(how, thread, usize::try_from(signal).expect("signals are positive"))
}

/// Leaves a tracee in its group stop, until it is continued (`SIGCONT`).
pub fn leave_stopped(thread: pid_t) -> Result<(), Errno> {
    request(libc::PTRACE_LISTEN, thread, 0)
}

/// The id that a `Forked` or `Executed` stop is about.
pub fn message(thread: pid_t) -> Result<pid_t, Errno> {
    let mut message: libc::c_ulong = 0;
    // SAFETY: the kernel writes one unsigned long to `data`, which is one.
    let result = unsafe {
        libc::ptrace(libc::PTRACE_GETEVENTMSG, thread, ptr::null_mut::<c_void>(), &raw mut message)
    };
    Errno::result(result)?;
    pid_t::try_from(message).map_err(|_| Errno::ERANGE)
}

fn information(thread: pid_t) -> Result<libc::ptrace_syscall_info, Errno> {
    let mut information = MaybeUninit::<libc::ptrace_syscall_info>::zeroed();
    let size = size_of::<libc::ptrace_syscall_info>();
    // SAFETY: the kernel writes at most `size` bytes to `information`, which has so many.
    let result = unsafe {
        libc::ptrace(libc::PTRACE_GET_SYSCALL_INFO, thread, size, information.as_mut_ptr())
    };
    Errno::result(result)?;
    // SAFETY: it consists of integers, for which zeroes are valid; the kernel has written the rest.
    Ok(unsafe { information.assume_init() })
}

/// The system call that a tracee in an `Entry` stop is about to make.
pub fn at_entry(thread: pid_t) -> Result<AtEntry, Errno> {
    let information = information(thread)?;
    if information.op != libc::PTRACE_SYSCALL_INFO_SECCOMP {
        return Err(Errno::EINVAL);
    }
    // SAFETY: `op` says that this is the member which the kernel has filled.
    let call = unsafe { information.u.seccomp };
    Ok(AtEntry { form: information.arch, number: call.nr, arguments: call.args })
}

/// Where the stack of a tracee that stands still is.
pub fn stack(thread: pid_t) -> Result<u64, Errno> {
    Ok(information(thread)?.stack_pointer)
}

/// What the system call returned that a tracee in an `Exit` stop has made: a
/// value, or, if it failed, an error number.
pub fn at_exit(thread: pid_t) -> Result<Result<i64, i32>, Errno> {
    let information = information(thread)?;
    if information.op != libc::PTRACE_SYSCALL_INFO_EXIT {
        return Err(Errno::EINVAL);
    }
    // SAFETY: `op` says that this is the member which the kernel has filled.
    let call = unsafe { information.u.exit };
    if call.is_error == 0 {
        return Ok(Ok(call.sval));
    }
    Ok(Err(i32::try_from(-call.sval).unwrap_or(0)))
}

/// Has `command` call `wait_for_tracer` in the new process, and then filter its
/// system calls, before it becomes the program.
///
/// `wait_for_tracer` runs between fork and exec: it must not allocate or lock.
pub fn filter_at_start(
    command: &mut Command,
    filter: Vec<sock_filter>,
    mut wait_for_tracer: impl FnMut() -> io::Result<()> + Send + Sync + 'static,
) {
    let before_exec = move || {
        wait_for_tracer()?;
        install(&filter)
    };
    // SAFETY: what runs in the new process makes system calls only (see above).
    unsafe { command.pre_exec(before_exec) };
}

/// Filters the system calls of this process, for ever. First it gives up gaining
/// privileges by exec (set-user-id): without that an ordinary user may not filter.
fn install(filter: &[sock_filter]) -> io::Result<()> {
    let len =
        u16::try_from(filter.len()).map_err(|_| io::Error::from(io::ErrorKind::InvalidInput))?;
    let program = sock_fprog { len, filter: filter.as_ptr().cast_mut() };
    // SAFETY: `program` and the filter that it points to live through the calls, and
    // the kernel only reads them.
    let result = unsafe {
        match libc::prctl(libc::PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) {
            0 => libc::prctl(libc::PR_SET_SECCOMP, libc::SECCOMP_MODE_FILTER, &raw const program),
            failed => failed,
        }
    };
    Errno::result(result)?;
    Ok(())
}

/// Closes a descriptor that the new process has inherited, between fork and exec.
pub fn close_inherited(descriptor: RawFd) {
    // SAFETY: called in the new process alone, whose copy nobody else uses.
    unsafe { libc::close(descriptor) };
}

/// Sends this process a signal that Rust's runtime would otherwise catch or
/// ignore (`SIGSEGV`, `SIGPIPE`). Returns if it does not kill.
pub fn die_of(signal: i32) {
    // SAFETY: neither call touches memory of ours, and no code of ours runs at the signal.
    unsafe {
        libc::signal(signal, libc::SIG_DFL);
        libc::raise(signal);
    }
}
