//! Why a program could not be traced.

use std::io;

/// Why a program could not be traced. It was not run then, or it was killed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The program itself cannot be started: there is none, it is not
    /// executable, or it is for another machine.
    #[error("cannot start {program}: {source}")]
    Start {
        /// As it was given.
        program: String,
        /// What the system said.
        source: io::Error,
    },
    /// Another tracer (strace, a debugger) traces this program already, and all
    /// that it starts. There can be only one.
    #[error("process {by} (a debugger, or strace) traces this program already")]
    AlreadyTraced {
        /// Process id of the other tracer.
        by: u32,
    },
    /// The system forbids it: a container, or the setting `kernel.yama.ptrace_scope`.
    #[error("the system does not let one program trace another (ptrace): {0}")]
    Forbidden(io::Error),
    /// The system lets programs be traced, but not looked into: without addresses and
    /// bytes a call says little. Some containers forbid it.
    #[error("the system does not let one program read another's memory (process_vm_readv): {0}")]
    MemoryForbidden(io::Error),
    /// Not on this system.
    #[error("system calls are traced on Linux only, on x86_64 and aarch64")]
    Unsupported,
    /// A request to the kernel failed while the program ran.
    #[error("cannot {what}: {source}")]
    Kernel {
        /// What was tried.
        what: &'static str,
        /// What the system said.
        source: io::Error,
    },
}
