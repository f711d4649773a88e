//! Looks for shared memory, queues and semaphores of others (System V IPC), and leaves
//! some for the next program.
//!
//! verdict: failed
//! shows: ATTACK TRIED

use std::fs;
use std::process::Command;

fn main() {
    println!("ATTACK TRIED");
    for kind in ["shm", "msg", "sem"] {
        // The first line is a heading (proc(5)).
        let list = fs::read_to_string(format!("/proc/sysvipc/{kind}")).unwrap_or_default();
        if list.lines().count() > 1 {
            println!("ATTACK SUCCEEDED");
        }
    }
    let left = Command::new("ipcmk").args(["-M", "4096", "-Q", "-S", "1"]).status();
    if !left.is_ok_and(|status| status.success()) {
        println!("ATTACK not possible here: there is no ipcmk");
    }
}
