//! Reads the memory of every other process that it sees, for the judge's.
//!
//! verdict: failed
//! shows: ATTACK TRIED

use std::process::Command;

const SCRIPT: &str = r##"
echo ATTACK TRIED
for maps in /proc/[0-9]*/maps; do grep -q /judge "$maps" && echo ATTACK SUCCEEDED: $maps; done
"##;

fn main() {
    let _ = Command::new("/bin/sh").args(["-c", SCRIPT]).status();
}
