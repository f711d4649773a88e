//! Kills its parent, and process 1.
//!
//! verdict: failed
//! shows: ATTACK TRIED

use std::process::Command;

const SCRIPT: &str = r##"
echo ATTACK TRIED
kill -9 $PPID; kill -9 1; kill -STOP 1; kill -TERM 1
"##;

fn main() {
    let _ = Command::new("/bin/sh").args(["-c", SCRIPT]).status();
}
