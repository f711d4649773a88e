//! Programs that are not trusted: each is started through bubblewrap (bwrap(1)),
//! with the options that a caller has chosen. What it may see and use is the
//! caller's business; this file only joins those options with a setting.
//!
//! Theory of operation. bwrap stays as the *monitor* in our process group. It
//! starts an *init* (process 1 of a new process tree), and that starts the program. All
//! three are in the process group that we kill; and when init dies, the kernel ends whatever
//! is left in its tree, sessions and groups of their own included. The monitor
//! ends with the program's status, or with 128 + N after signal N.

use crate::exit::Exit;
use crate::setting::Stage;
use std::ffi::OsString;
use std::path::Path;

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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrapping {
    /// Nothing: what we start becomes the program.
    Bare,
    /// bwrap and its init.
    Bubblewrap,
}

impl Confinement {
    /// The command as it is to be started. A program that is named by its full
    /// path is shown to itself under this path, and can read no other.
    #[must_use]
    pub fn command(&self, stage: &Stage, command: &[OsString]) -> Vec<OsString> {
        let mut full = self.bubblewrap.clone();
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
    /// How the program ended, by the end of what we started.
    #[must_use]
    pub fn exit(self, exit: Exit) -> Exit {
        match (self, exit) {
            (Self::Bubblewrap, Exit::Status(status))
                if (129..=128 + LAST_SIGNAL).contains(&status) =>
            {
                Exit::Signal(status - 128)
            }
            (Self::Bare | Self::Bubblewrap, exit) => exit,
        }
    }

    /// How many generations below the process that we start the program is.
    #[cfg(target_os = "linux")]
    pub(crate) fn generations(self) -> usize {
        match self {
            Self::Bare => 0,
            Self::Bubblewrap => 2,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::setting::Setting;

    #[test]
    fn a_program_sees_itself_and_nothing_can_be_added_afterwards() {
        let confinement =
            Confinement { bubblewrap: vec!["bwrap".into()], inside: vec!["prlimit".into()] };
        let stage = Setting::Plain.prepare(Path::new(".")).unwrap();
        let command = confinement.command(&stage, &["/a/client".into(), "--help".into()]);
        let expected =
            "bwrap --ro-bind /a/client /a/client --remount-ro / -- prlimit /a/client --help";
        assert_eq!(command, expected.split(' ').map(OsString::from).collect::<Vec<_>>());
    }

    #[test]
    fn a_signal_comes_through_as_a_status() {
        assert_eq!(Wrapping::Bubblewrap.exit(Exit::Status(139)), Exit::Signal(11));
        assert_eq!(Wrapping::Bubblewrap.exit(Exit::Status(101)), Exit::Status(101));
        assert_eq!(Wrapping::Bare.exit(Exit::Status(139)), Exit::Status(139));
    }
}
