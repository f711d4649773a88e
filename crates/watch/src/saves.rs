//! That something was saved. The system tells it (inotify(7), kqueue(2),
//! ReadDirectoryChangesW); where it cannot, we look every now and then. It says
//! only *that*, never what: the content is read by whoever needs it.

use crate::content::exercises;
use crate::event::Event;
use notify::event::{AccessKind, AccessMode};
use notify::{Config, EventKind, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};
use std::path::Path;
use std::sync::mpsc::Sender;
use std::time::Duration;
use submission::workspace;

/// How often we look where the system does not tell: soon enough for a person
/// who has just saved, and seldom enough for a network.
const LOOK_EVERY: Duration = Duration::from_millis(400);

/// Watches `exercises/` as long as it lives.
pub struct Saves {
    watcher: Box<dyn Watcher>,
}

/// Why saves cannot be noticed.
#[derive(Debug, thiserror::Error)]
#[error("cannot watch the folder exercises/ for changes: {0}")]
pub struct Error(#[from] notify::Error);

impl Saves {
    /// Sends an event at each change.
    ///
    /// # Errors
    /// If neither way works.
    pub fn watch(sender: &Sender<Event>) -> Result<Self, Error> {
        let root = workspace::root();
        if tells_changes(root)
            && let Ok(watcher) = RecommendedWatcher::new(teller(sender), Config::default())
        {
            let mut saves = Self { watcher: Box::new(watcher) };
            if saves.begin().is_ok() {
                return Ok(saves);
            }
        }
        let config = Config::default().with_poll_interval(LOOK_EVERY).with_compare_contents(true);
        let mut saves = Self { watcher: Box::new(PollWatcher::new(teller(sender), config)?) };
        saves.begin()?;
        Ok(saves)
    }

    fn begin(&mut self) -> Result<(), Error> {
        Ok(self.watcher.watch(&exercises(), RecursiveMode::Recursive)?)
    }

    /// Watches again what was deleted and is there anew. That it is not there is
    /// told by its content.
    pub fn renew(&mut self) {
        let _ = self.begin();
    }
}

/// Sends an event at each change that is one.
fn teller(sender: &Sender<Event>) -> impl Fn(notify::Result<notify::Event>) + Send + 'static {
    let sender = sender.clone();
    move |told| {
        // After an error, and after an overflow, something may have been missed.
        if told.map_or(true, |event| event.need_rescan() || is_change(event.kind)) {
            // An error means that nobody watches any more.
            let _ = sender.send(Event::Saved);
        }
    }
}

/// Whether it is a change. Reading is none: we read ourselves at each change.
fn is_change(kind: EventKind) -> bool {
    match kind {
        EventKind::Access(access) => access == AccessKind::Close(AccessMode::Write),
        EventKind::Any
        | EventKind::Create(_)
        | EventKind::Modify(_)
        | EventKind::Remove(_)
        | EventKind::Other => true,
    }
}

/// Whether the system tells changes of this folder. It does not where another
/// machine may make them: on a network, or on Windows' side of WSL.
#[cfg(target_os = "linux")]
fn tells_changes(folder: &Path) -> bool {
    /// statfs(2): NFS, SMB, CIFS, SMB2, 9P (WSL's `/mnt/c`), FUSE (sshfs, Docker's
    /// folders of a Mac), VirtualBox' shared folders.
    const DO_NOT_TELL: [u32; 7] =
        [0x6969, 0x517B, 0xFF53_4D42, 0xFE53_4D42, 0x0102_1997, 0x6573_5546, 0x786F_4256];
    let kind = rustix::fs::statfs(folder).map(|system| system.f_type);
    // The constants have 32 bits, whatever the field has.
    kind.map_or(true, |kind| !DO_NOT_TELL.contains(&(kind as u32)))
}

/// Elsewhere the watcher itself fails where it cannot.
#[cfg(not(target_os = "linux"))]
fn tells_changes(_folder: &Path) -> bool {
    true
}
