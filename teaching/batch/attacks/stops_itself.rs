//! Stops itself, and its parents.
//!
//! verdict: failed
//! shows: ATTACK TRIED

use std::process::Command;

const SCRIPT: &str = r##"
echo ATTACK TRIED
kill -STOP $PPID; kill -STOP $$
"##;

fn main() {
    let _ = Command::new("/bin/sh").args(["-c", SCRIPT]).status();
}
