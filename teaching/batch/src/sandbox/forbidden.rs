//! System calls that no program under test may make: a filter (seccomp(2)), which all that
//! the caller starts inherits.
//!
//! The kernel's keys (keyrings(7)) are in no namespace. A program could read those of the
//! session in which somebody grades, and leave some to other submissions.

use seccompiler::{BpfProgram, Error, SeccompAction, SeccompFilter, TargetArch, apply_filter};
use std::collections::BTreeMap;
use std::env::consts::ARCH;

const CALLS: [i64; 3] = [libc::SYS_add_key, libc::SYS_request_key, libc::SYS_keyctl];

/// On x86_64 each call has a second number, for programs with 32-bit pointers (syscall(2), x32).
const X32: i64 = 0x4000_0000;

/// From now on these calls do not exist, here and in all that is started from here.
///
/// # Errors
/// If the system has no such filters, or not for this processor.
pub fn forbid() -> Result<(), Error> {
    let calls = CALLS.into_iter().flat_map(|call| [call, call | X32]);
    let filter = SeccompFilter::new(
        // No condition: whatever the arguments are.
        calls.map(|call| (call, Vec::new())).collect::<BTreeMap<_, _>>(),
        SeccompAction::Allow,
        // As on a kernel that has no keys.
        SeccompAction::Errno(libc::ENOSYS.unsigned_abs()),
        TargetArch::try_from(ARCH)?,
    )?;
    apply_filter(&BpfProgram::try_from(filter)?)
}
