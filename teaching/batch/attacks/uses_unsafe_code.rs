//! Calls the kernel past the compiler.
//!
//! verdict: build-failed

unsafe extern "C" {
    fn kill(pid: i32, signal: i32) -> i32;
}

fn main() {
    unsafe { kill(-1, 9) };
}
