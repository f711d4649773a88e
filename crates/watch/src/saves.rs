//! That something was saved. The system tells it (inotify(7), kqueue(2),
//! ReadDirectoryChangesW); where it cannot, we look every now and then. It says
//! only *that*, never what: the content is read by whoever needs it.

use crate::event::Event;
use notify::event::{AccessKind, AccessMode};
use notify::{
    Config, ErrorKind, EventKind, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher,
};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::time::Duration;

/// How often we look where the system does not tell: soon enough for a person
/// who has just saved, and seldom enough for a network.
pub const LOOK_EVERY: Duration = Duration::from_millis(400);

/// Watches a folder as long as it lives.
pub struct Saves {
    folder: PathBuf,
    way: Way,
    watcher: Box<dyn Watcher>,
    /// Whether what happens there is noticed. Of a folder that is not there nothing is.
    is_noticed: bool,
    /// Whether something happened to the folder itself: it may be another one now.
    is_touched: Arc<AtomicBool>,
}

/// How changes are noticed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// The system tells them.
    Told,
    /// We look for them.
    Looked,
}

impl Way {
    /// Whether the folder above has to be watched, too, so that it is told when the folder
    /// itself is renamed: ReadDirectoryChangesW tells only what happens in it.
    fn needs_the_folder_above(self) -> bool {
        match self {
            Self::Told => cfg!(windows),
            Self::Looked => false,
        }
    }
}

/// Why saves cannot be noticed.
#[derive(Debug, thiserror::Error)]
#[error("cannot watch the folder {folder} for changes: {reason}", folder = folder.display())]
pub struct Error {
    folder: PathBuf,
    reason: notify::Error,
}

impl Saves {
    /// Sends an event at each change below the folder.
    ///
    /// # Errors
    /// If neither way works.
    pub fn watch(folder: PathBuf, sender: &Sender<Event>) -> Result<Self, Error> {
        // The system does not tell when too many others are told already (inotify(7):
        // max_user_instances, max_user_watches), as editors are.
        let told =
            tells_changes(&folder).then(|| Self::by(Way::Told, &folder, sender).ok()).flatten();
        match told {
            Some(saves) => Ok(saves),
            None => {
                Self::by(Way::Looked, &folder, sender).map_err(|reason| Error { folder, reason })
            }
        }
    }

    fn by(way: Way, folder: &Path, sender: &Sender<Event>) -> notify::Result<Self> {
        let is_touched = Arc::new(AtomicBool::new(false));
        let teller = teller(way, folder, sender, &is_touched);
        let watcher: Box<dyn Watcher> = match way {
            Way::Told => Box::new(RecommendedWatcher::new(teller, Config::default())?),
            Way::Looked => {
                let config = Config::default().with_poll_interval(LOOK_EVERY);
                Box::new(PollWatcher::new(teller, config.with_compare_contents(true))?)
            }
        };
        let folder = folder.to_owned();
        let mut saves = Self { folder, way, watcher, is_noticed: false, is_touched };
        saves.begin()?;
        Ok(saves)
    }

    fn begin(&mut self) -> notify::Result<()> {
        self.is_noticed = false;
        if let Some(above) = self.folder.parent().filter(|_| self.way.needs_the_folder_above()) {
            self.watcher.watch(above, RecursiveMode::NonRecursive)?;
        }
        if self.folder.exists() {
            self.watcher.watch(&self.folder, RecursiveMode::Recursive)?;
            self.is_noticed = true;
        }
        Ok(())
    }

    /// Watches again what was deleted and is there anew: to the system it is another folder.
    /// That it is not there is told by its content.
    pub fn renew(&mut self) {
        if self.is_touched.swap(false, Ordering::SeqCst) {
            // An error means that it was not watched.
            let _ = self.watcher.unwatch(&self.folder);
        }
        // An error means that nothing is noticed.
        let _ = self.begin();
    }

    /// Whether what is watched may no longer be what has the folder's name.
    #[must_use]
    pub fn are_stale(&self) -> bool {
        !self.is_noticed || self.is_touched.load(Ordering::SeqCst)
    }

    /// Whether it is told when something is saved. If not, one has to look: every
    /// [`LOOK_EVERY`], and to renew the watch each time.
    #[must_use]
    pub fn are_noticed(&self) -> bool {
        self.is_noticed
    }
}

/// Sends an event at each change below the folder that is one, and notes those of the
/// folder itself.
fn teller(
    way: Way,
    folder: &Path,
    sender: &Sender<Event>,
    is_touched: &Arc<AtomicBool>,
) -> impl Fn(notify::Result<notify::Event>) + Send + 'static {
    let (folder, sender, is_touched) = (folder.to_owned(), sender.clone(), Arc::clone(is_touched));
    let is_here = move |event: &notify::Event| {
        if event.paths.contains(&folder) {
            is_touched.store(true, Ordering::SeqCst);
        }
        event.paths.is_empty() || event.paths.iter().any(|path| path.starts_with(&folder))
    };
    move |told| {
        let is_saved = match (told, way) {
            // After an overflow something may have been missed,
            (Ok(event), _) => event.need_rescan() || (is_change(event.kind) && is_here(&event)),
            // and after an error.
            (Err(error), Way::Told) => !is_absence(&error),
            // What cannot be looked at has an error at each look, and counts as gone, which
            // was told.
            (Err(_), Way::Looked) => false,
        };
        if is_saved {
            // An error means that nobody watches any more.
            let _ = sender.send(Event::Saved);
        }
    }
}

/// Whether it says that something is not there. Its removal was told; who looks would tell
/// it at each look as well, and each time that we ask to watch it again.
fn is_absence(error: &notify::Error) -> bool {
    match &error.kind {
        ErrorKind::PathNotFound => true,
        ErrorKind::Io(error) => error.kind() == io::ErrorKind::NotFound,
        ErrorKind::Generic(_)
        | ErrorKind::WatchNotFound
        | ErrorKind::InvalidConfig(_)
        | ErrorKind::MaxFilesWatch => false,
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
    /// folders of a Mac), VirtualBox' shared folders; and what universities keep home
    /// folders on (coreutils, src/stat.c): AFS twice, Ceph, Lustre, GPFS, BeeGFS.
    const DO_NOT_TELL: [u32; 13] = [
        0x6969,
        0x517B,
        0xFF53_4D42,
        0xFE53_4D42,
        0x0102_1997,
        0x6573_5546,
        0x786F_4256,
        0x5346_414F,
        0x6B41_4653,
        0x00C3_6400,
        0x0BD0_0BD0,
        0x4750_4653,
        0x1983_0326,
    ];
    let kind = rustix::fs::statfs(folder).map(|system| system.f_type);
    // The constants have 32 bits, whatever the field has.
    kind.map_or(true, |kind| !DO_NOT_TELL.contains(&(kind as u32)))
}

/// Elsewhere the watcher itself fails where it cannot.
#[cfg(not(target_os = "linux"))]
fn tells_changes(_folder: &Path) -> bool {
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::sync::mpsc::{self, Receiver};

    /// Bounds what is never told; looking takes [`LOOK_EVERY`].
    const LONGEST: Duration = Duration::from_secs(30);

    #[track_caller]
    fn is_told(events: &Receiver<Event>, what: &str) {
        let told = events.recv_timeout(LONGEST);
        assert!(matches!(told, Ok(Event::Saved)), "{what}: {told:?}");
        // One change may be told more than once.
        while events.recv_timeout(2 * LOOK_EVERY).is_ok() {}
    }

    #[test]
    fn each_way_tells_a_save_a_rename_and_a_folder_that_is_there_anew() {
        for way in [Way::Told, Way::Looked] {
            let temporary = tempfile::tempdir().expect("a folder");
            let folder = temporary.path().join("exercises");
            let source = folder.join("client").join("src");
            fs::create_dir_all(&source).expect("a folder");
            let main = source.join("main.rs");
            fs::write(&main, "one").expect("a file");
            let (sender, events) = mpsc::channel();
            let mut saves = Saves::by(way, &folder, &sender).expect("it can be watched");
            fs::write(&main, "two").expect("a file");
            is_told(&events, "a save");
            fs::write(source.join("new"), "three").expect("a file");
            fs::rename(source.join("new"), &main).expect("renamed");
            is_told(&events, "a rename");
            fs::remove_dir_all(folder.join("client")).expect("removed");
            is_told(&events, "a folder that is gone");
            fs::create_dir_all(&source).expect("a folder");
            is_told(&events, "a folder that is there again");
            saves.renew();
            fs::write(&main, "four").expect("a file");
            is_told(&events, "a save in it");
        }
    }

    #[test]
    fn a_folder_that_is_gone_altogether_has_to_be_looked_for() {
        for way in [Way::Told, Way::Looked] {
            let temporary = tempfile::tempdir().expect("a folder");
            let folder = temporary.path().join("exercises");
            let (sender, events) = mpsc::channel();
            let mut saves = Saves::by(way, &folder, &sender).expect("it may come");
            for content in ["one", "two"] {
                assert!(!saves.are_noticed() && saves.are_stale());
                fs::create_dir(&folder).expect("a folder");
                saves.renew();
                assert!(saves.are_noticed() && !saves.are_stale());
                fs::write(folder.join("main.rs"), content).expect("a file");
                is_told(&events, "a save in it");
                fs::remove_dir_all(&folder).expect("removed");
                is_told(&events, "a folder that is gone");
                assert!(saves.are_stale());
                saves.renew();
            }
        }
    }

    #[test]
    fn another_folder_that_is_put_in_its_place_is_watched_and_the_old_one_is_not() {
        for way in [Way::Told, Way::Looked] {
            let temporary = tempfile::tempdir().expect("a folder");
            let [folder, new, old] =
                ["exercises", "new", "old"].map(|name| temporary.path().join(name));
            fs::create_dir(&folder).expect("a folder");
            fs::create_dir(&new).expect("a folder");
            fs::write(new.join("main.rs"), "one").expect("a file");
            let (sender, events) = mpsc::channel();
            let mut saves = Saves::by(way, &folder, &sender).expect("it can be watched");
            assert!(!saves.are_stale());
            fs::rename(&folder, &old).expect("renamed");
            fs::rename(&new, &folder).expect("renamed");
            is_told(&events, "another folder");
            saves.renew();
            fs::write(folder.join("main.rs"), "two").expect("a file");
            is_told(&events, "a save in it");
            fs::write(old.join("main.rs"), "three").expect("a file");
            assert!(events.recv_timeout(2 * LOOK_EVERY).is_err(), "{way:?}: the old folder");
        }
    }

    /// Else each would lead to the next one, without end.
    #[test]
    fn renewing_what_is_not_there_tells_nothing() {
        /// Many more than changes are told: there is one, the removal.
        const RENEWALS: usize = 1000;
        for way in [Way::Told, Way::Looked] {
            let temporary = tempfile::tempdir().expect("a folder");
            let folder = temporary.path().join("exercises");
            fs::create_dir(&folder).expect("a folder");
            let (sender, events) = mpsc::channel();
            let mut saves = Saves::by(way, &folder, &sender).expect("it can be watched");
            fs::remove_dir(&folder).expect("removed");
            (0..RENEWALS).for_each(|_| saves.renew());
            drop(saves);
            let told = events.try_iter().count();
            assert!(told < RENEWALS / 2, "{way:?}: {told}");
        }
    }
}
