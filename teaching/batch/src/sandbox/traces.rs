//! What a program may have left in its box when all of its processes are gone. Looked at
//! from inside, before the first program and after each: two looks that are the same say
//! that nothing is left. Nothing is tidied up.
//!
//! What cannot be left needs no look: POSIX message queues, keys and mounts are
//! forbidden, and sockets, locks and memory end with the processes that hold them. What cannot be seen
//! either, such as the starter's turn at the disk (ioprio_set(2)), makes the party's next
//! program slower, and nothing else.

use std::fs;
use std::io::{self, ErrorKind};
use std::os::unix::fs::MetadataExt;

/// All that can be written.
const FOLDERS: [&str; 2] = ["/tmp", "/dev/shm"];

/// Objects that outlive processes: shared memory, semaphores, message queues (sysvipc(7)).
const LISTS: [&str; 3] = ["/proc/sysvipc/shm", "/proc/sysvipc/sem", "/proc/sysvipc/msg"];

/// What shows that a program has been there.
#[derive(Debug, PartialEq, Eq)]
pub struct Traces {
    folders: Vec<Folder>,
    lists: Vec<String>,
    inherited: String,
}

/// A folder. The system notes when one was changed, and lets nobody set that time.
#[derive(Debug, PartialEq, Eq)]
struct Folder {
    is_empty: bool,
    changed: (i64, i64),
}

impl Traces {
    /// Looks.
    ///
    /// # Errors
    /// If something cannot be read.
    pub fn look() -> io::Result<Self> {
        Ok(Self {
            folders: FOLDERS.into_iter().map(Folder::look).collect::<io::Result<_>>()?,
            lists: LISTS.into_iter().map(read_if_there).collect::<io::Result<_>>()?,
            inherited: inherited()?,
        })
    }
}

impl Folder {
    fn look(path: &str) -> io::Result<Self> {
        let is_empty = fs::read_dir(path)?.next().is_none();
        let about = fs::metadata(path)?;
        Ok(Self { is_empty, changed: (about.ctime(), about.ctime_nsec()) })
    }
}

fn read_if_there(file: &str) -> io::Result<String> {
    match fs::read_to_string(file) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(String::new()),
        text => text,
    }
}

/// What programs inherit of process 1, and may have changed there, for it has the same user:
/// limits (prlimit(2)), processors (sched_setaffinity(2)), and what comes before whom
/// (setpriority(2), sched_setscheduler(2)).
fn inherited() -> io::Result<String> {
    let mut text = fs::read_to_string("/proc/self/limits")?;
    let status = fs::read_to_string("/proc/self/status")?;
    text.extend(status.lines().filter(|line| line.starts_with("Cpus_allowed:")));
    // Fields of proc(5), counted from 1; the second one, the name, ends with the last bracket.
    const FIRST: usize = 3;
    const PRIORITY: usize = 18;
    const NICE: usize = 19;
    const REAL_TIME_PRIORITY: usize = 40;
    const POLICY: usize = 41;
    let statistics = fs::read_to_string("/proc/self/stat")?;
    let (_, fields) = statistics.rsplit_once(')').ok_or(ErrorKind::InvalidData)?;
    let fields: Vec<&str> = fields.split_whitespace().collect();
    for field in [PRIORITY, NICE, REAL_TIME_PRIORITY, POLICY] {
        text.push(' ');
        text.push_str(fields.get(field - FIRST).ok_or(ErrorKind::InvalidData)?);
    }
    Ok(text)
}
