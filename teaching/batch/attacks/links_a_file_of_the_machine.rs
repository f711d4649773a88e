//! Has the linker read a file that is not the system's.
//!
//! verdict: build-failed

#[link(name = ":SECRET_FILE", kind = "dylib")]
unsafe extern "C" {}

fn main() {}
