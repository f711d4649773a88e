//! A standard output that is full from the start: the program stands still in the
//! first line that it prints, and what it has done by then can be looked at in
//! peace. Needs a pipe whose size can be set, and a look at system calls: Linux.

use super::Process;
use crate::blocked::{self, Waiting};
use rustix::pipe::fcntl_setpipe_size;
use std::io::{self, PipeWriter, Write};
use std::thread;
use std::time::{Duration, Instant};

/// The smallest pipe there is: a page (fcntl(2), F_SETPIPE_SZ).
const SMALLEST: usize = 4096;

/// Fills a pipe; gives the number of bytes that are in it now.
pub fn fill(pipe: &mut PipeWriter) -> io::Result<u64> {
    let size = fcntl_setpipe_size(&*pipe, SMALLEST)?;
    pipe.write_all(&vec![b'\n'; size])?;
    Ok(size as u64)
}

/// Waits until the program stands still because it cannot print. `false` if it
/// ends first, waits for something else, or the deadline passes. A poll: no event
/// tells that a process has come to wait.
#[expect(clippy::disallowed_methods, reason = "no event tells that a process waits")]
pub fn wait_until_stuck(process: &Process, patience: Duration) -> bool {
    const STDOUT: u64 = 1;
    const TICK: Duration = Duration::from_millis(1);
    /// For so many looks in a row it may wait for something else, such as a file.
    const MOST: usize = 50;
    let deadline = Instant::now() + patience;
    let mut elsewhere = 0;
    while Instant::now() < deadline && process.exit().is_none() && elsewhere < MOST {
        let program = process.id();
        match blocked::waiting(program, program) {
            Some(("write()", Waiting::OnDescriptor, arguments)) if arguments[0] == STDOUT => {
                return true;
            }
            Some(_) => elsewhere += 1,
            None => elsewhere = 0,
        }
        thread::sleep(TICK);
    }
    false
}
