//! Asks for its process id twice, in the form of 32-bit x86.

use std::arch::asm;

fn main() {
    for _ in 0..2 {
        const GETPID: i32 = 20;
        // SAFETY: getpid touches no memory.
        unsafe { asm!("int 0x80", inout("eax") GETPID => _) };
    }
}
