//! All programs that run now, so that an interrupt can end them.

use crate::fault::Fault;
use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Process id -> marker of its experiment. `None` after an interrupt: nothing
/// may be started any more.
static RUNNING: Mutex<Option<BTreeMap<u32, String>>> = Mutex::new(Some(BTreeMap::new()));

/// Holds the registry while a program is started, so that an interrupt cannot
/// slip in between the start and its registration.
pub struct Entry(MutexGuard<'static, Option<BTreeMap<u32, String>>>);

/// Asks for permission to start a program.
pub fn enter() -> Result<Entry, Fault> {
    let guard = RUNNING.lock().unwrap_or_else(PoisonError::into_inner);
    if guard.is_some() { Ok(Entry(guard)) } else { Err(Fault::Interrupted) }
}

impl Entry {
    /// Notes the program that was started.
    pub fn register(mut self, id: u32, marker: &str) {
        if let Some(running) = self.0.as_mut() {
            running.insert(id, marker.to_owned());
        }
    }
}

/// Forgets a program that is about to be reaped.
pub fn leave(id: u32) {
    if let Some(running) = RUNNING.lock().unwrap_or_else(PoisonError::into_inner).as_mut() {
        running.remove(&id);
    }
}

/// Ends every program that runs now and lets no other start. For Ctrl-C.
pub fn end_everything() {
    let running = RUNNING.lock().unwrap_or_else(PoisonError::into_inner).take().unwrap_or_default();
    for (&id, marker) in &running {
        super::platform::kill_by_id(id);
        super::end_strays(marker, id);
    }
}
