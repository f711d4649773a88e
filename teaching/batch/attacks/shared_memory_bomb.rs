//! Fills /dev/shm with 200 MB.
//!
//! verdict: failed
//! shows: ATTACK TRIED

use std::process::Command;

const SCRIPT: &str = r##"
echo ATTACK TRIED
head -c 200000000 /dev/zero > /dev/shm/x; head -c 200000000 /dev/zero > /dev/shm/y
[ "$(cat /dev/shm/x /dev/shm/y | wc -c)" -gt 100000000 ] && echo ATTACK SUCCEEDED
"##;

fn main() {
    let _ = Command::new("/bin/sh").args(["-c", SCRIPT]).status();
}
