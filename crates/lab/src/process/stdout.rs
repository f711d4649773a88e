//! What a program's standard output is at its start: a pipe that is drained, or one
//! that is full and is drained only when we say so.

#[cfg(target_os = "linux")]
use super::hold;
use super::state::{Shared, Stream, drain};
use crate::transcript::Transcript;
use std::io::{self, PipeReader, PipeWriter, Read};
use std::sync::Arc;

/// What a program's standard output is at its start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stdout {
    /// An empty pipe.
    Flowing,
    /// A pipe that is full: the program stands still in its first write.
    #[cfg(target_os = "linux")]
    Full,
}

impl Stdout {
    /// Prepares the pipe; gives the number of bytes that are in it now.
    #[cfg_attr(
        not(target_os = "linux"),
        expect(unused_variables, reason = "elsewhere no pipe is full")
    )]
    pub(super) fn fill(self, pipe: &mut PipeWriter) -> io::Result<u64> {
        match self {
            Self::Flowing => Ok(0),
            #[cfg(target_os = "linux")]
            Self::Full => hold::fill(pipe),
        }
    }
}

/// A standard output that nobody drains yet.
pub(super) struct Held {
    pub pipe: PipeReader,
    /// The bytes in it that are not the program's.
    pub filler: u64,
    pub transcript: Transcript,
}

impl Held {
    /// Takes out what is not the program's, and drains the rest from now on.
    pub fn release(mut self, shared: &Arc<Shared>) {
        // An error shows again as soon as the rest is read.
        let _ = io::copy(&mut self.pipe.by_ref().take(self.filler), &mut io::sink());
        drain(self.pipe, Stream::Stdout, shared, &self.transcript);
    }
}
