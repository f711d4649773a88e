//! Python scripts that behave badly, each under a name of its own, so that what
//! they leave behind is found.

use std::fs;
use std::path::PathBuf;

/// A Python script under a name that no other process has in its command line.
pub struct Script {
    pub folder: tempfile::TempDir,
    python: PathBuf,
}

impl Script {
    /// `None` where there is no Python.
    pub fn new(source: &str) -> Option<Self> {
        let script = Self { folder: super::folder(), python: super::python()? };
        fs::write(script.file(), source).expect("the script");
        Some(script)
    }

    pub fn file(&self) -> PathBuf {
        self.folder.path().join("hostile.py")
    }

    /// The temporary folder's name, which nothing else has.
    pub fn marker(&self) -> &str {
        self.folder.path().file_name().and_then(|name| name.to_str()).expect("a name")
    }

    pub fn command_line(&self) -> String {
        super::command_line([&self.python, &self.file()])
    }

    /// Nothing that was started for it is left.
    #[track_caller]
    pub fn is_gone(&self) {
        #[cfg(target_os = "linux")]
        {
            let left = super::left_behind(self.marker());
            for (id, _) in &left {
                let id = i32::try_from(*id).ok().and_then(rustix::process::Pid::from_raw);
                // What the test found is the test's to end.
                let _ =
                    id.map(|id| rustix::process::kill_process(id, rustix::process::Signal::KILL));
            }
            assert!(left.is_empty(), "left behind: {left:?}");
        }
    }
}

/// Ignores every signal that can be ignored, and waits.
pub const IGNORES_SIGNALS: &str = "
import signal, time
for number in range(1, 32):
    try:
        signal.signal(number, signal.SIG_IGN)
    except OSError:
        pass
while True:
    time.sleep(1000)
";

/// Forks, opens a session, forks again: the grandchild does `work`.
pub fn daemon(work: &str) -> String {
    format!(
        "
import os, sys, time
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        {work}
    os._exit(0)
os.wait()
"
    )
}
