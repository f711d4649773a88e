//! Makes files until it may not, ten thousand at a time.
//!
//! verdict: failed
//! shows: ATTACK TRIED

use std::process::Command;

const SCRIPT: &str = r##"
echo ATTACK TRIED
cd /tmp; i=0; while [ $i -lt 10 ]; do mkdir $i && seq 1 10000 | (cd $i && xargs touch) || break; i=$((i+1)); done
"##;

fn main() {
    let _ = Command::new("/bin/sh").args(["-c", SCRIPT]).status();
}
