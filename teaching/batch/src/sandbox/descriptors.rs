//! Open files that our own caller has left to us: a job server's pipe, a log of the
//! CI. Ours are closed when another program is started; theirs are not, unless we
//! say so, and would reach every submission.

/// The first descriptor that is not standard input, output or error.
#[cfg(unix)]
const FIRST: i32 = 3;

/// From now on no program that we start gets a descriptor that we were left.
pub fn keep_to_ourselves() {
    #[cfg(unix)]
    close_fds::set_fds_cloexec(FIRST, &[]);
}
