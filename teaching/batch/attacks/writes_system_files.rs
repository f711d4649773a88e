//! Writes where the next submission would read.
//!
//! verdict: failed
//! shows: ATTACK TRIED

use std::process::Command;

const SCRIPT: &str = r##"
echo ATTACK TRIED
for path in /usr/bin/true /usr/x /x /etc/hosts /etc/x /dev/x /programs/client /proc/sys/kernel/hostname /lib/x /bin/sh; do (echo x > "$path") 2>/dev/null && echo ATTACK SUCCEEDED: $path; done
"##;

fn main() {
    let _ = Command::new("/bin/sh").args(["-c", SCRIPT]).status();
}
