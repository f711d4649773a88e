//! Leaves a daemon behind that has a session of its own and holds the pipes.
//!
//! verdict: failed
//! shows: ATTACK TRIED

use std::process::Command;

const SCRIPT: &str = r##"
echo ATTACK TRIED
setsid sh -c "setsid sleep 86400 & setsid sleep 86400 & exit" &
sleep 0.2
"##;

fn main() {
    let _ = Command::new("/bin/sh").args(["-c", SCRIPT]).status();
}
