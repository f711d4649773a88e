//! What /proc says of a process (proc(5)), and the clock.

use super::filter;
use crate::event::Moment;
use nix::time::{ClockId, clock_gettime};
use std::fs::{self, File};
use std::io::Read;

/// This moment.
pub fn now() -> Moment {
    // It cannot fail: every Linux has this clock.
    let time = clock_gettime(ClockId::CLOCK_MONOTONIC).map(std::time::Duration::from);
    Moment(time.ok().and_then(|time| time.as_nanos().try_into().ok()).unwrap_or(0))
}

/// The process that a thread belongs to.
pub fn of_thread(thread: libc::pid_t) -> Option<libc::pid_t> {
    let status = fs::read_to_string(format!("/proc/{thread}/status")).ok()?;
    status.lines().find_map(|line| line.strip_prefix("Tgid:"))?.trim().parse().ok()
}

/// The path of the program that it runs.
pub fn executable(process: libc::pid_t) -> String {
    let link = fs::read_link(format!("/proc/{process}/exe")).unwrap_or_default();
    link.to_string_lossy().into_owned()
}

/// Its command line.
pub fn arguments(process: libc::pid_t) -> Vec<String> {
    let line = fs::read(format!("/proc/{process}/cmdline")).unwrap_or_default();
    let Some(line) = line.strip_suffix(b"\0") else { return Vec::new() };
    line.split(|&byte| byte == 0).map(|word| String::from_utf8_lossy(word).into_owned()).collect()
}

/// The form of the calls that the process' program makes, if it is not this
/// machine's own; read from the program's ELF header, elf(5).
pub fn foreign_form(process: libc::pid_t) -> Option<&'static str> {
    /// `e_ident`, `e_type`, `e_machine`; the class (32 or 64 bits) is the fifth byte.
    const HEADER: usize = 20;
    const CLASS: usize = 4;
    const MACHINE: usize = 18;
    let mut header = [0; HEADER];
    File::open(format!("/proc/{process}/exe")).ok()?.read_exact(&mut header).ok()?;
    if header[CLASS] == 1 {
        return Some("32-bit");
    }
    let machine = u16::from_ne_bytes([header[MACHINE], header[MACHINE + 1]]);
    // `AUDIT_ARCH_…` is `EM_…` with some flags above.
    let is_native = u32::from(machine) == filter::NATIVE & 0xffff;
    (!is_native).then_some("another machine's")
}
