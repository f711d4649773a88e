//! Looks for the reference solutions, the judge and other programs.
//!
//! verdict: failed
//! shows: ATTACK TRIED

use std::process::Command;

const SCRIPT: &str = r##"
echo ATTACK TRIED
for path in /references /judge /program /programs/greeting-server; do [ -e "$path" ] && echo ATTACK SUCCEEDED: $path; done
[ "$(ls /programs | wc -l)" -gt 1 ] && echo ATTACK SUCCEEDED
"##;

fn main() {
    let _ = Command::new("/bin/sh").args(["-c", SCRIPT]).status();
}
