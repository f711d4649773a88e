//! Unix: what ends the programs if the grader itself is killed and cannot.
//!
//! Theory of operation. A shell reads our notes from a pipe: which process
//! groups we have started, and which are gone. The pipe ends when we do, however
//! that happens; then the shell kills what is left, and ends. It is in a process
//! group of its own, so that Ctrl-C does not reach it. (On Windows the job
//! objects close with the grader, which has the same effect.)

use std::io::Write;
use std::os::unix::process::CommandExt;
use std::process::{ChildStdin, Command, Stdio};

/// POSIX sh, builtins only. A list of ids between spaces; a gone one is cut out.
const SCRIPT: &str = r#"
trap '' INT TERM HUP
live=" "
while read -r note id; do
    case $note in
        started) live="$live$id " ;;
        gone) case $live in *" $id "*) live="${live%%" $id "*} ${live#*" $id "}" ;; esac ;;
    esac
done
for id in $live; do kill -KILL "-$id" "$id"; done
"#;

/// The shell and the pipe to it, if there is one.
pub struct Watchdog {
    #[cfg_attr(not(target_os = "linux"), expect(dead_code, reason = "asked for on Linux alone"))]
    id: Option<u32>,
    pipe: Option<ChildStdin>,
}

impl Watchdog {
    /// Starts the shell. Without one, a grader that is killed leaves programs
    /// behind; no reason not to grade.
    pub fn start() -> Self {
        #[expect(clippy::disallowed_methods, reason = "not a program under test")]
        let shell = Command::new("sh")
            .args(["-c", SCRIPT])
            .process_group(0)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        let mut shell = shell.ok();
        Self {
            id: shell.as_ref().map(std::process::Child::id),
            pipe: shell.as_mut().and_then(|shell| shell.stdin.take()),
        }
    }

    /// The shell's process id.
    #[cfg(target_os = "linux")]
    pub fn id(&self) -> Option<u32> {
        self.id
    }

    /// A process group was started.
    pub fn started(&mut self, id: u32) {
        self.note("started", id);
    }

    /// A process group is gone, or about to be reaped.
    pub fn gone(&mut self, id: u32) {
        self.note("gone", id);
    }

    fn note(&mut self, what: &str, id: u32) {
        if let Some(pipe) = &mut self.pipe {
            // One write, so that a note is there whole or not at all.
            let _ = pipe.write_all(format!("{what} {id}\n").as_bytes());
        }
    }
}
