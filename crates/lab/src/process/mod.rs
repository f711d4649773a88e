//! A program under test, running: its two pipes drained to the end, its end
//! noticed, and it and all its descendants gone when this value is.

mod deadline;
mod handle;
#[cfg(target_os = "linux")]
mod hold;
#[cfg(target_os = "linux")]
pub mod memory;
pub mod output;
mod registry;
pub mod scope;
mod seen;
mod start;
mod state;
mod stdout;
#[cfg(target_os = "linux")]
mod strays;
mod tool;
#[cfg(unix)]
mod watchdog;

#[cfg(unix)]
#[path = "unix.rs"]
mod platform;
#[cfg(windows)]
#[path = "windows.rs"]
mod platform;

use crate::confinement::{Confined, Confinement, Order};
use crate::exit::Exit;
use crate::fault::Fault;
use crate::patience;
use crate::setting::Stage;
use crate::transcript::Transcript;
pub use deadline::{Deadline, Times};
use handle::Handle;
use mio::Waker;
use registry::Kind;
pub use registry::end_everything;
use scope::Scope;
use start::{PipeEnds, Pipes, prepare};
pub use state::Stream;
use state::{Shared, State, drain, watch};
use std::ffi::OsString;
use std::process::Stdio;
use std::sync::{Arc, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use stdout::Held;
pub use stdout::Stdout;
pub use tool::Tool;

/// Why waiting for a line ended without it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoLine {
    /// The program ended first.
    Ended(Exit),
    /// The deadline passed, or it printed so much that we stopped reading.
    Running,
}

/// A running program.
pub struct Process {
    handle: Handle,
    marker: String,
    shared: Arc<Shared>,
    /// Its standard output, as long as nobody drains it.
    held: Option<Held>,
    /// What must outlive the program's start, such as files it is given.
    stage: Option<Stage>,
    gone: bool,
}

impl Process {
    /// Starts `command` (program and arguments) and begins to drain its pipes.
    ///
    /// # Errors
    /// If the system cannot start it, or the run was interrupted or its scope ended.
    pub fn start(
        command: &[OsString],
        transcript: &Transcript,
        scope: &Scope,
    ) -> Result<Self, Fault> {
        Self::start_with(command, transcript, scope, Stdout::Flowing)
    }

    /// Starts `command` with this standard output. One that is full is not drained
    /// before `release`.
    ///
    /// # Errors
    /// If the system cannot start it, or the run was interrupted or its scope ended.
    pub fn start_with(
        command: &[OsString],
        transcript: &Transcript,
        scope: &Scope,
        stdout: Stdout,
    ) -> Result<Self, Fault> {
        let marker = registry::fresh_marker();
        let mut command = prepare(command, &marker)?;
        let (pipes, ends) = Pipes::new(stdout)?;
        command.stdin(Stdio::null()).stdout(ends.stdout).stderr(ends.stderr);
        #[cfg(target_os = "linux")]
        strays::adopt_orphans();
        let mut entry = registry::enter(scope, marker.clone())?;
        entry.announce();
        let program = command.get_program().to_owned();
        // Takes the command, and with it our copies of the pipes' ends.
        let handle = platform::spawn(command).map_err(Fault::start(&program))?;
        let handle = Handle::Own(handle);
        entry.register(handle.id(), Kind::UnderTest { family: handle.family() });
        Ok(Self::attend(handle, marker, pipes, transcript))
    }

    /// Has `command` started by someone else, on this stage and with this standard output.
    ///
    /// # Errors
    /// If it cannot be started, or the run was interrupted or its scope ended.
    pub fn start_confined(
        confinement: &dyn Confinement,
        stage: &Stage,
        command: &[OsString],
        transcript: &Transcript,
        scope: &Scope,
        stdout: Stdout,
    ) -> Result<Self, Fault> {
        let marker = registry::fresh_marker();
        let command = prepare(command, &marker)?;
        let (pipes, PipeEnds { stdout, stderr }) = Pipes::new(stdout)?;
        let order = Order { command: &command, stage, stdout, stderr };
        let program = confinement.start(order).map_err(Fault::start(command.get_program()))?;
        let mut handle = Handle::Confined(program);
        // Not before: to start it, something else may have to be started.
        match registry::enter(scope, marker.clone()) {
            Ok(entry) => entry.register(handle.id(), Kind::UnderTest { family: handle.family() }),
            Err(refusal) => {
                handle.kill();
                handle.leave(false);
                return Err(refusal);
            }
        }
        Ok(Self::attend(handle, marker, pipes, transcript))
    }

    /// Has what a program prints read, and its end waited for.
    fn attend(handle: Handle, marker: String, pipes: Pipes, transcript: &Transcript) -> Self {
        let Pipes { stdout, stderr, filler } = pipes;
        let shared = Arc::new(Shared::default());
        drain(stderr, Stream::Stderr, &shared, transcript);
        watch(handle.waiter(), &shared, transcript);
        let held = Some(Held { pipe: stdout, filler, transcript: transcript.clone() });
        let mut process = Self { handle, marker, shared, held, stage: None, gone: false };
        if filler == 0 {
            process.release();
        }
        process
    }

    /// Begins to drain standard output, if that has not begun yet.
    pub fn release(&mut self) {
        if let Some(held) = self.held.take() {
            held.release(&self.shared);
        }
    }

    /// Waits until the program stands still because its standard output is full.
    /// `false` if it does not come to that.
    #[cfg(target_os = "linux")]
    #[must_use]
    pub fn wait_until_stuck(&self, patience: Duration) -> bool {
        hold::wait_until_stuck(self, patience)
    }

    /// The program, if someone else has started it.
    #[must_use]
    pub fn confined(&self) -> Option<Arc<dyn Confined>> {
        self.handle.confined()
    }

    /// Keeps the files of the program's setting as long as the program runs.
    pub fn keep(&mut self, stage: Stage) {
        self.stage = Some(stage);
    }

    /// The process id.
    #[must_use]
    pub fn id(&self) -> u32 {
        self.handle.id()
    }

    /// The end of a wait for this program.
    #[must_use]
    pub fn deadline(&self, patience: Duration) -> Deadline {
        Deadline::new(self.handle.family(), patience)
    }

    /// Lets so much time pass, less if it ends or prints without end. Whether it still runs.
    pub fn let_run(&self, time: Duration) -> bool {
        let nothing = self.wait_line(Stream::Stdout, usize::MAX, time, |_| None::<()>);
        nothing == Err(NoLine::Running)
    }

    /// Lets so much time pass, less if it ends, prints without end or is seen to rest: a
    /// program that waits for something from outside is not just ending.
    pub fn let_settle(&self, time: Duration) {
        /// What was sent to it a moment ago may not have woken it yet: hence several looks.
        const LOOKS: u32 = 3;
        const BETWEEN: Duration = Duration::from_millis(5);
        let end = Instant::now() + time;
        let mut rested = 0;
        while rested < LOOKS && Instant::now() < end && self.let_run(BETWEEN) {
            rested = if self.is_at_rest() { rested + 1 } else { 0 };
        }
    }

    /// Waits for a line that `wanted` accepts, on the given stream, from byte
    /// `from` on. Gives what `wanted` made of it, and the position behind it.
    ///
    /// # Errors
    /// If the program ends, floods or the deadline passes first.
    pub fn wait_line<T>(
        &self,
        stream: Stream,
        from: usize,
        patience: Duration,
        mut wanted: impl FnMut(&str) -> Option<T>,
    ) -> Result<(T, usize), NoLine> {
        let mut deadline = self.deadline(patience);
        let mut has_ended = false;
        let mut from = from;
        let mut state = self.shared.lock();
        loop {
            let output = state.output(stream);
            let mut read_to = from;
            for (line, behind) in output.lines_from(from) {
                read_to = behind;
                if let Some(found) = wanted(&line) {
                    return Ok((found, behind));
                }
            }
            from = read_to;
            if let (Some(exit), true) = (state.exit, state.output(stream).closed) {
                return Err(NoLine::Ended(exit));
            }
            if state.exit.is_some() && !has_ended {
                has_ended = true;
                deadline.at_most(patience::LAST_WORDS);
            }
            let left = deadline.left();
            if left.is_zero() || state.output(stream).flooded() {
                return Err(state.exit.map_or(NoLine::Running, NoLine::Ended));
            }
            state = self.wait(state, left);
        }
    }

    /// Waits until what it has printed on a stream is as `wanted`, lines complete
    /// or not. `false` if the deadline passes or the stream ends first.
    pub fn wait_change(
        &self,
        stream: Stream,
        patience: Duration,
        wanted: impl Fn(&[u8]) -> bool,
    ) -> bool {
        let mut deadline = self.deadline(patience);
        let mut state = self.shared.lock();
        loop {
            let output = state.output(stream);
            if wanted(output.bytes()) {
                return true;
            }
            let left = deadline.left();
            if left.is_zero() || output.closed || output.flooded() {
                return false;
            }
            state = self.wait(state, left);
        }
    }

    /// Waits until the program has ended and all that it printed is here.
    /// `None` if the deadline passed, or it printed so much that we stopped.
    /// Children that outlive the program are ended: they may hold its pipes.
    pub fn wait_end(&mut self, patience: Duration) -> Option<Exit> {
        let mut deadline = self.deadline(patience);
        let mut state = self.shared.lock();
        let exit = loop {
            if let Some(exit) = state.exit {
                break exit;
            }
            let left = deadline.left();
            if left.is_zero() || state.stdout.flooded() || state.stderr.flooded() {
                return None;
            }
            state = self.wait(state, left);
        };
        drop(state);
        self.end();
        Some(exit)
    }

    /// How it ended, if it has ended by itself.
    #[must_use]
    pub fn exit(&self) -> Option<Exit> {
        let state = self.shared.lock();
        state.exit.filter(|_| !state.killed)
    }

    /// What it has printed so far on a stream (at most [`output::CAP`] bytes).
    #[must_use]
    pub fn printed(&self, stream: Stream) -> Vec<u8> {
        self.shared.lock().output(stream).bytes().to_vec()
    }

    /// Whether it has closed a stream, or ended.
    #[must_use]
    pub fn closed(&self, stream: Stream) -> bool {
        self.shared.lock().output(stream).closed
    }

    /// Whether it printed more than is kept.
    #[must_use]
    pub fn flooded(&self) -> bool {
        let state = self.shared.lock();
        state.stdout.flooded() || state.stderr.flooded()
    }

    /// Makes the program stand still (Unix; elsewhere nothing happens).
    pub fn pause(&self) {
        self.handle.pause();
    }

    /// Lets it go on.
    pub fn resume(&self) {
        self.handle.resume();
    }

    /// Has `waker` called at everything that this program does (prints, ends).
    pub fn wake(&self, waker: Arc<Waker>) {
        let mut state = self.shared.lock();
        let _ = waker.wake();
        let waker = Arc::downgrade(&waker);
        state.wakers.retain(|other| other.strong_count() > 0 && !other.ptr_eq(&waker));
        state.wakers.push(waker);
    }

    /// Ends the program and all its descendants and waits for the rest of what
    /// they printed.
    pub fn end(&mut self) {
        if self.gone {
            return;
        }
        self.gone = true;
        self.release();
        self.shared.update(|state| state.killed = state.exit.is_none());
        self.handle.kill();
        let deadline = Instant::now() + patience::PIPES_CLOSE;
        let mut state = self.shared.lock();
        // SIGKILL cannot be refused; a process that hangs in the kernel can
        // outlast it, and must not hold us for ever.
        let dead = Instant::now() + patience::DEATH;
        while state.exit.is_none() && Instant::now() < dead {
            state = self.wait(state, patience::DEATH);
        }
        let is_dead = state.exit.is_some();
        drop(state);
        self.handle.end_strays(&self.marker);
        self.handle.leave(is_dead);
        self.stage = None;
        let mut state = self.shared.lock();
        while !(state.stdout.closed && state.stderr.closed) {
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                break;
            }
            state = self.wait(state, left);
        }
    }

    fn wait<'a>(&self, state: MutexGuard<'a, State>, patience: Duration) -> MutexGuard<'a, State> {
        self.shared.changed.wait_timeout(state, patience).unwrap_or_else(PoisonError::into_inner).0
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.end();
    }
}

fn end_strays(marker: &str) {
    #[cfg(target_os = "linux")]
    strays::end(marker);
    // A job object needs no help; on macOS who leaves the group is not found.
    #[cfg(not(target_os = "linux"))]
    let _ = marker;
}
