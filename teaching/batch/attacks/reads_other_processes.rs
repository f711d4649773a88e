//! Looks for processes of the grader or of neighbours.
//!
//! verdict: failed
//! shows: ATTACK TRIED

use std::process::Command;

const SCRIPT: &str = r##"
echo ATTACK TRIED
[ "$(ls -d /proc/[0-9]* | wc -l)" -gt 12 ] && echo ATTACK SUCCEEDED
cat /proc/[0-9]*/cmdline | tr "\0" " " | grep -q "/judg[e]" && echo ATTACK SUCCEEDED: the judge
"##;

fn main() {
    let _ = Command::new("/bin/sh").args(["-c", SCRIPT]).status();
}
