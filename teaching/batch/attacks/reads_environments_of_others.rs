//! Looks for secrets in the environment of every process that it sees.
//!
//! verdict: failed
//! shows: ATTACK TRIED

use std::process::Command;

const SCRIPT: &str = r##"
echo ATTACK TRIED
cat /proc/[0-9]*/environ | tr "\0" "\n"
cat /proc/[0-9]*/cmdline | tr "\0" " " | grep -q handshake-teac[h] && echo ATTACK SUCCEEDED
"##;

fn main() {
    let _ = Command::new("/bin/sh").args(["-c", SCRIPT]).status();
}
