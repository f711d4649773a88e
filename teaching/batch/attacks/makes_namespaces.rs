//! Tries to become root in a namespace, to mount and to change limits.
//!
//! verdict: failed
//! shows: ATTACK TRIED

use std::process::Command;

const SCRIPT: &str = r##"
echo ATTACK TRIED
unshare --user --map-root-user true 2>/dev/null && echo ATTACK SUCCEEDED: user
unshare --net true 2>/dev/null && echo ATTACK SUCCEEDED: net
mount -t tmpfs none /tmp 2>/dev/null && echo ATTACK SUCCEEDED: mount
ulimit -n 100000 2>/dev/null && echo ATTACK SUCCEEDED: limit
prlimit --pid $$ --nofile=1000000:1000000 2>/dev/null && echo ATTACK SUCCEEDED: prlimit
"##;

fn main() {
    let _ = Command::new("/bin/sh").args(["-c", SCRIPT]).status();
}
