//! Fills /tmp with 200 MB.
//!
//! verdict: failed
//! shows: ATTACK TRIED

use std::process::Command;

const SCRIPT: &str = r##"
echo ATTACK TRIED
head -c 200000000 /dev/zero > /tmp/x; head -c 200000000 /dev/zero > /tmp/y
[ "$(cat /tmp/x /tmp/y | wc -c)" -gt 100000000 ] && echo ATTACK SUCCEEDED
"##;

fn main() {
    let _ = Command::new("/bin/sh").args(["-c", SCRIPT]).status();
}
