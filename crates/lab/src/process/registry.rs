//! All programs that run now, so that an interrupt can end them all, and whoever
//! cancels a run those of its scope.

use super::scope::Scope;
#[cfg(unix)]
use super::watchdog::Watchdog;
use crate::fault::Fault;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The environment variable that marks the programs of one start.
pub const MARKER: &str = "HANDSHAKE_EXPERIMENT";

/// The programs that run now.
struct Running {
    /// By their process ids.
    programs: BTreeMap<u32, Program>,
    /// Ends them if we are killed.
    #[cfg(unix)]
    watchdog: Watchdog,
}

/// What is known of a program that runs.
struct Program {
    /// What its environment, and that of its children, is marked with.
    marker: String,
    /// What it is ended with.
    scope: Scope,
    #[cfg_attr(not(target_os = "linux"), expect(dead_code, reason = "asked for on Linux alone"))]
    kind: Kind,
}

/// What runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A program under test. All that it has started descends from the process `family`.
    UnderTest { family: u32 },
    /// A tool of ours.
    Tool,
}

static RUNNING: Mutex<State> = Mutex::new(State::Idle);

enum State {
    /// No program has been started yet.
    Idle,
    /// Programs are started and ended.
    Open(Running),
    /// After an interrupt: nothing may be started any more.
    Closed,
}

/// Holds the registry while a program is started, so that an interrupt cannot
/// slip in between the start and its registration.
pub struct Entry {
    state: MutexGuard<'static, State>,
    marker: String,
    scope: Scope,
}

fn lock() -> MutexGuard<'static, State> {
    RUNNING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What one start of a program is marked with.
pub fn fresh_marker() -> String {
    static COUNTER: AtomicU64 = AtomicU64::new(0);
    format!("{}-{}", std::process::id(), COUNTER.fetch_add(1, Ordering::Relaxed))
}

/// Asks for permission to start a program in a scope.
pub fn enter(scope: &Scope, marker: String) -> Result<Entry, Fault> {
    let mut state = lock();
    if scope.is_ended() {
        return Err(Fault::Interrupted);
    }
    match *state {
        State::Closed => return Err(Fault::Interrupted),
        State::Open(_) => {}
        State::Idle => {
            *state = State::Open(Running {
                programs: BTreeMap::new(),
                #[cfg(unix)]
                watchdog: Watchdog::start(),
            });
        }
    }
    Ok(Entry { state, marker, scope: scope.clone() })
}

impl Entry {
    /// Tells that the program, whose environment has the marker, is about to be started: by
    /// it our watchdog finds it if we are killed now.
    pub fn announce(&mut self) {
        #[cfg(unix)]
        if let State::Open(running) = &mut *self.state {
            running.watchdog.starting(&self.marker);
        }
    }

    /// Notes the program that was started.
    pub fn register(self, id: u32, kind: Kind) {
        let Self { mut state, marker, scope } = self;
        if let State::Open(running) = &mut *state {
            running.programs.insert(id, Program { marker, scope, kind });
            #[cfg(unix)]
            running.watchdog.started(id);
        }
    }
}

/// Whether a program of this id is running, or waits to be reaped; or whether
/// it is our own watchdog.
#[cfg(target_os = "linux")]
pub fn holds(id: u32) -> bool {
    match &*lock() {
        State::Open(running) => {
            running.programs.contains_key(&id) || running.watchdog.id() == Some(id)
        }
        State::Idle | State::Closed => false,
    }
}

/// The programs under test that run now: the id of each, and of its family.
#[cfg(target_os = "linux")]
pub fn under_test() -> Vec<(u32, u32)> {
    let family = |(&id, program): (&u32, &Program)| match program.kind {
        Kind::UnderTest { family } => Some((id, family)),
        Kind::Tool => None,
    };
    match &*lock() {
        State::Open(running) => running.programs.iter().filter_map(family).collect(),
        State::Idle | State::Closed => Vec::new(),
    }
}

/// Reaps a program that is dead, and forgets it. In one go: as long as it is held
/// here nobody else takes it for an orphan, and afterwards its id may be a stranger's.
pub fn leave<T>(id: u32, reap: impl FnOnce() -> T) -> T {
    let mut state = lock();
    if let State::Open(running) = &mut *state {
        #[cfg(unix)]
        running.watchdog.gone(id);
        running.programs.remove(&id);
    }
    reap()
}

/// Lets no other program start in a scope, and kills those that run in it. The
/// threads that started them see their end, and do the rest.
pub fn end_scope(scope: &Scope) {
    // Held to the end: so nothing starts, and no id is given to a stranger.
    let state = lock();
    scope.mark_ended();
    if let State::Open(running) = &*state {
        for (&id, _) in running.programs.iter().filter(|(_, program)| program.scope == *scope) {
            super::platform::kill_by_id(id);
        }
    }
}

/// Ends every program that runs now and lets no other start. For Ctrl-C.
pub fn end_everything() {
    let State::Open(running) = std::mem::replace(&mut *lock(), State::Closed) else {
        return;
    };
    for &id in running.programs.keys() {
        super::platform::kill_by_id(id);
    }
    // Their children become ours when they are dead, and not before.
    for (&id, program) in &running.programs {
        super::platform::wait_for_death(id);
        super::end_strays(&program.marker);
    }
}
