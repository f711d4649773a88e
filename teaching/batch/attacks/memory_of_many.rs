//! Takes memory in many processes, each of which stays below the limit of one.
//!
//! verdict: failed
//! shows: ATTACK TRIED

use std::process::Command;

const SCRIPT: &str = r##"
echo ATTACK TRIED
for number in 1 2 3 4; do
    head -c 500000000 /dev/zero | tail -c 500000000 | sleep 2 &
done
wait
echo ATTACK SUCCEEDED: 2 GB
"##;

fn main() {
    let _ = Command::new("/bin/sh").args(["-c", SCRIPT]).status();
}
