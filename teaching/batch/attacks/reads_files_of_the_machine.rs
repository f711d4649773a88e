//! Looks for files that are not the system's.
//!
//! verdict: failed
//! shows: ATTACK TRIED

use std::process::Command;

const SCRIPT: &str = r##"
echo ATTACK TRIED
for path in /root /home /etc/passwd /etc/shadow /var /srv /opt /mnt /run /sys /work /libraries /toolchain /source SECRET_FILE; do [ -e "$path" ] && echo ATTACK SUCCEEDED: $path; done
"##;

fn main() {
    let _ = Command::new("/bin/sh").args(["-c", SCRIPT]).status();
}
