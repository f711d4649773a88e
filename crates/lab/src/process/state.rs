//! What is known of a running program, shared between the threads that read its
//! pipes, the one that waits for its end, and the experiment.

use super::output::Output;
use crate::exit::Exit;
use crate::transcript::{Kind, Transcript};
use mio::Waker;
use std::io::Read;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, Weak};
use std::thread;

/// The longest line that goes into the transcript, in characters.
const LONGEST_EVENT: usize = 200;

/// One of a program's two output streams.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stream {
    /// Standard output.
    Stdout,
    /// Standard error.
    Stderr,
}

#[derive(Default)]
pub struct State {
    pub stdout: Output,
    pub stderr: Output,
    pub exit: Option<Exit>,
    /// Whether it still ran when the laboratory ended it.
    pub killed: bool,
    /// Whose wait has ended is gone.
    pub wakers: Vec<Weak<Waker>>,
}

#[derive(Default)]
pub struct Shared {
    pub state: Mutex<State>,
    pub changed: Condvar,
}

impl Shared {
    pub fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn update(&self, change: impl FnOnce(&mut State)) {
        let mut state = self.lock();
        change(&mut state);
        for waker in state.wakers.iter().filter_map(Weak::upgrade) {
            let _ = waker.wake();
        }
        self.changed.notify_all();
    }
}

impl State {
    pub fn output(&self, stream: Stream) -> &Output {
        match stream {
            Stream::Stdout => &self.stdout,
            Stream::Stderr => &self.stderr,
        }
    }

    pub fn output_mut(&mut self, stream: Stream) -> &mut Output {
        match stream {
            Stream::Stdout => &mut self.stdout,
            Stream::Stderr => &mut self.stderr,
        }
    }
}

/// Reads a pipe to its end, on a thread of its own.
pub fn drain(
    mut pipe: impl Read + Send + 'static,
    stream: Stream,
    shared: &Arc<Shared>,
    transcript: &Transcript,
) {
    let shared = Arc::clone(shared);
    let transcript = transcript.clone();
    let kind = match stream {
        Stream::Stdout => Kind::Stdout,
        Stream::Stderr => Kind::Stderr,
    };
    thread::spawn(move || {
        let mut chunk = vec![0; 64 * 1024];
        let mut noted = 0;
        loop {
            match pipe.read(&mut chunk) {
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Ok(0) | Err(_) => break,
                Ok(length) => shared.update(|state| {
                    let output = state.output_mut(stream);
                    output.push(&chunk[..length]);
                    for (line, behind) in output.lines_from(noted) {
                        transcript
                            .program(kind, line.chars().take(LONGEST_EVENT).collect::<String>());
                        noted = behind;
                    }
                }),
            }
        }
        shared.update(|state| state.output_mut(stream).closed = true);
    });
}

/// Waits for the program's end, on a thread of its own.
pub fn watch(
    waiter: impl FnOnce() -> Exit + Send + 'static,
    shared: &Arc<Shared>,
    transcript: &Transcript,
) {
    let shared = Arc::clone(shared);
    let transcript = transcript.clone();
    thread::spawn(move || {
        let exit = waiter();
        shared.update(|state| {
            if !state.killed {
                transcript.program(Kind::End, exit.to_string());
            }
            state.exit = Some(exit);
        });
    });
}
