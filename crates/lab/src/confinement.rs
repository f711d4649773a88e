//! Programs that are not trusted: each is started through bubblewrap (bwrap(1)),
//! with the options that a caller has chosen. What it may see and use is the
//! caller's business; this file only joins those options with a setting.
//!
//! Theory of operation. bwrap stays as the *monitor* in our process group. It
//! starts an *init* (process 1 of a new process tree), and that starts the program. All
//! three are in the process group that we kill; and when init dies, the kernel ends whatever
//! is left in its tree, sessions and groups of their own included. The monitor
//! ends with the program's status, or with 128 + N after signal N.
//!
//! If bwrap cannot make its box, it ends with status 1, as a program may. So it also
//! notes in a file that the program ran and how it ended (`--json-status-fd`), and a status
//! without that note is our fault. The file has no name, and of what we start it is open
//! in the monitor alone (`process::start_with` lends it).

use crate::exit::Exit;
use crate::setting::Stage;
use std::ffi::OsString;
use std::fs::File;
use std::io::{self, Read as _, Seek as _};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// The last signal (signal(7)): statuses from 129 to 128 + 64 stand for one.
const LAST_SIGNAL: i32 = 64;

/// How programs that are not trusted are started.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Confinement {
    /// `bwrap` and its options, without the command.
    pub bubblewrap: Vec<OsString>,
    /// What runs inside and becomes the program: prlimit(1) and its options.
    pub inside: Vec<OsString>,
}

/// What stands between the process that we start and the program under test.
#[derive(Debug, Clone)]
pub enum Wrapping {
    /// Nothing: what we start becomes the program.
    Bare,
    /// bwrap and its init.
    Bubblewrap(Arc<Note>),
}

/// What bwrap notes about a program.
#[derive(Debug)]
pub struct Note {
    file: File,
    is_missing: AtomicBool,
}

impl Note {
    /// What bwrap writes when the program has ended (bwrap(1)); not if it never ran.
    const END: &str = "\"exit-code\"";

    /// An empty file, on the disk of this folder.
    ///
    /// # Errors
    /// If it cannot be made.
    pub fn new(folder: &Path) -> io::Result<Self> {
        let file = tempfile::tempfile_in(folder)?;
        Ok(Self { file, is_missing: AtomicBool::new(false) })
    }

    /// The open file.
    #[must_use]
    pub fn file(&self) -> &File {
        &self.file
    }

    /// Whether what we started ended by itself, and the program had never run.
    #[must_use]
    pub fn is_missing(&self) -> bool {
        self.is_missing.load(Ordering::SeqCst)
    }

    fn look(&self) {
        let mut file = &self.file;
        let mut text = String::new();
        // What cannot be read is missing. The position is bwrap's, too, but bwrap has ended.
        let _ = file.rewind().and_then(|()| file.read_to_string(&mut text));
        self.is_missing.store(!text.contains(Self::END), Ordering::SeqCst);
    }
}

impl Confinement {
    /// The command as it is to be started. A program that is named by its full
    /// path is shown to itself under this path, and can read no other. What bwrap
    /// notes goes into its file descriptor `note`.
    #[must_use]
    pub fn command(&self, stage: &Stage, command: &[OsString], note: i32) -> Vec<OsString> {
        let mut full = self.bubblewrap.clone();
        full.extend(["--json-status-fd".into(), note.to_string().into()]);
        for overlay in stage.overlays() {
            full.extend(["--ro-bind".into(), overlay.file().into(), overlay.over.into()]);
        }
        if stage.has_own_network() {
            // bwrap brings the new network's loopback up.
            full.push("--unshare-net".into());
        }
        if let Some(program) = command.first().filter(|program| Path::new(program).is_absolute()) {
            full.extend(["--ro-bind".into(), program.clone(), program.clone()]);
        }
        // Last, for the lines above made files in it.
        full.extend(["--remount-ro", "/", "--"].map(OsString::from));
        full.extend(self.inside.iter().chain(command).cloned());
        full
    }
}

impl Wrapping {
    /// The open file that what we start needs besides its three.
    #[must_use]
    pub fn file(&self) -> Option<&File> {
        match self {
            Self::Bare => None,
            Self::Bubblewrap(note) => Some(note.file()),
        }
    }

    /// How the program ended, by the end of what we started.
    #[must_use]
    pub fn exit(&self, exit: Exit) -> Exit {
        match (self, exit) {
            (Self::Bubblewrap(note), Exit::Status(status)) => {
                note.look();
                if (129..=128 + LAST_SIGNAL).contains(&status) {
                    Exit::Signal(status - 128)
                } else {
                    exit
                }
            }
            // Of the monitor a signal can only be ours, or the system's.
            (Self::Bubblewrap(_), Exit::Signal(_)) | (Self::Bare, _) => exit,
        }
    }

    /// How many generations below the process that we start the program is.
    #[cfg(target_os = "linux")]
    pub(crate) fn generations(&self) -> usize {
        match self {
            Self::Bare => 0,
            Self::Bubblewrap(_) => 2,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::setting::Setting;
    use std::io::Write as _;

    fn note() -> (tempfile::TempDir, Arc<Note>) {
        let folder = tempfile::tempdir().unwrap();
        let note = Note::new(folder.path()).unwrap();
        (folder, Arc::new(note))
    }

    #[test]
    fn a_program_sees_itself_and_nothing_can_be_added_afterwards() {
        let confinement =
            Confinement { bubblewrap: vec!["bwrap".into()], inside: vec!["prlimit".into()] };
        let stage = Setting::Plain.prepare(Path::new(".")).unwrap();
        let command = ["/a/client".into(), "--help".into()];
        let command = confinement.command(&stage, &command, 3);
        let expected = "bwrap --json-status-fd 3 --ro-bind /a/client /a/client --remount-ro / -- \
                        prlimit /a/client --help";
        assert_eq!(command, expected.split(' ').map(OsString::from).collect::<Vec<_>>());
    }

    #[test]
    fn a_signal_comes_through_as_a_status() {
        let wrapping = Wrapping::Bubblewrap(note().1);
        assert_eq!(wrapping.exit(Exit::Status(139)), Exit::Signal(11));
        assert_eq!(wrapping.exit(Exit::Status(101)), Exit::Status(101));
        assert_eq!(Wrapping::Bare.exit(Exit::Status(139)), Exit::Status(139));
    }

    #[track_caller]
    fn check(noted: &str, exit: Exit, is_missing: bool) {
        let (_folder, note) = note();
        note.file().write_all(noted.as_bytes()).unwrap();
        let _ = Wrapping::Bubblewrap(Arc::clone(&note)).exit(exit);
        assert_eq!(note.is_missing(), is_missing);
    }

    #[test]
    fn a_status_without_a_note_means_that_the_program_never_ran() {
        let started = "{ \"child-pid\": 7 }\n";
        check(&format!("{started}{{ \"exit-code\": 1 }}\n"), Exit::Status(1), false);
        check(started, Exit::Status(1), true);
        check("", Exit::Status(1), true);
        // We have ended it before it could say anything.
        check(started, Exit::Signal(9), false);
    }
}
