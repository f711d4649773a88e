//! The deadlines of the laboratory, each with its reason. A program that is
//! right never waits for one of them; they only bound what a wrong one costs.

use std::time::Duration;

/// How long the laboratory waits for the next thing a program must do: print
/// a line, connect, answer, end. Loopback and process start take milliseconds;
/// four seconds leave room for a machine on which every core is busy, and keep
/// a program that hangs everywhere under ten seconds in all.
pub const STEP: Duration = Duration::from_secs(4);

/// How long after the announcement a listening socket may still be missing
/// before we say that there is none (and not just that it came late).
pub const LATE_LISTEN: Duration = Duration::from_secs(3);

/// Where the system does not show whether a piece was read, the pause between
/// two pieces: without it the kernel joins them (measured: in over 99 % of the
/// runs for two pieces).
#[cfg(not(target_os = "linux"))]
pub const BETWEEN_PIECES: Duration = Duration::from_millis(80);

/// Where the system does show it, how long we wait at most for a program to
/// read a piece before we send the next one anyway.
#[cfg(target_os = "linux")]
pub const PIECE_READ: Duration = Duration::from_secs(1);

/// When something went wrong, how long a program may take to be seen ending: it
/// closes its sockets first. One that is seen to wait for others is not kept as long.
pub const SEEN_ENDING: Duration = Duration::from_millis(100);

/// How long a program that has closed its standard output may take to end before we
/// say that it runs on. Few wrong programs cost this much.
pub const ENDING: Duration = Duration::from_secs(1);

/// When a program has ended, how long its last words may take to come through
/// the pipe. If something holds the pipe open, there is no other end to it.
pub const LAST_WORDS: Duration = Duration::from_millis(500);

/// Where a program has megabytes to read, byte by byte perhaps, on a machine
/// that is busy.
pub const LONG_READ: Duration = Duration::from_secs(8);

/// How long a program that was killed may take to be gone.
pub const DEATH: Duration = Duration::from_secs(3);

/// How long the pipes of a program that was ended may stay open: something
/// that left its process group may hold them for ever.
pub const PIPES_CLOSE: Duration = Duration::from_secs(1);
