//! Takes away what its box lives on, so that the box fails and not the program.
//!
//! verdict: failed

use std::process::Command;

const SCRIPT: &str = "
echo ATTACK TRIED
prlimit --pid 1 --nofile=0 --nproc=0 --data=0 --as=0 --stack=0 --fsize=0
taskset --pid 1 1
renice -n 19 -p 1
chrt --idle --pid 0 1
kill -KILL 1
for each in 1 2 3 4 5 6 7 8; do kill -SEGV 1; kill -TERM 1; kill -STOP 1; done
chmod 000 /tmp /dev/shm
ipcmk --shmem 4096
";

fn main() {
    let _ = Command::new("/bin/sh").args(["-c", SCRIPT]).status();
}
