//! Unix: what ends the programs if the grader itself is killed and cannot.
//!
//! Theory of operation. A shell reads our notes from a pipe: which process
//! groups we have started, and which are gone. The pipe ends when we do, however
//! that happens; then the shell kills what is left, and ends. If we were killed
//! between the start of a program and the note of its id, the shell knows of it
//! by its marker alone and looks for it in the environments of all processes
//! (Linux). It is in a process group of its own, so that Ctrl-C does not reach it.
//! (On Windows the job objects close with the grader, which has the same effect.)

use super::registry::MARKER;
use std::fmt::Display;
use std::io::Write;
use std::os::unix::process::CommandExt;
use std::process::{ChildStdin, Command, Stdio};

/// POSIX sh, builtins only, but for the search. A list of ids between spaces; a
/// gone one is cut out. `$0` is the environment variable of the markers. What was
/// just being started may not have its environment yet: hence three looks.
const SCRIPT: &str = r#"
trap '' INT TERM HUP
live=" "
marker=
while read -r note id; do
    case $note in
        starting) marker=$id ;;
        started) marker= live="$live$id " ;;
        gone) case $live in *" $id "*) live="${live%%" $id "*} ${live#*" $id "}" ;; esac ;;
    esac
done
for id in $live; do kill -KILL "-$id" "$id"; done
[ "$marker" ] || exit
for look in 1 2 3; do
    for file in $(grep -lszx "$0=$marker" /proc/[0-9]*/environ); do
        id=${file#/proc/} id=${id%/environ}
        kill -KILL "-$id" "$id"
    done
    sleep 0.1
done
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
            .args(["-c", SCRIPT, MARKER])
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

    /// A process group is about to be started; its environment has this marker.
    pub fn starting(&mut self, marker: &str) {
        self.note("starting", marker);
    }

    /// A process group was started.
    pub fn started(&mut self, id: u32) {
        self.note("started", id);
    }

    /// A process group is gone, or about to be reaped.
    pub fn gone(&mut self, id: u32) {
        self.note("gone", id);
    }

    fn note(&mut self, what: &str, id: impl Display) {
        if let Some(pipe) = &mut self.pipe {
            // One write, so that a note is there whole or not at all.
            let _ = pipe.write_all(format!("{what} {id}\n").as_bytes());
        }
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;
    use std::os::unix::process::ExitStatusExt;

    #[test]
    #[expect(clippy::disallowed_methods, reason = "it is to be unknown to all but the watchdog")]
    fn what_was_started_and_not_noted_is_ended_too() {
        let start = |marker: &str| {
            let mut command = Command::new("sleep");
            command.arg("1000").env(MARKER, marker).process_group(0).spawn().unwrap()
        };
        let marker = format!("{}-of-the-watchdog", std::process::id());
        let mut watchdog = Watchdog::start();
        watchdog.starting(&marker);
        // One whose marker begins alike is another's.
        let (mut known, mut other) = (start(&marker), start(&format!("{marker}2")));
        drop(watchdog);
        assert_eq!(known.wait().unwrap().signal(), Some(9));
        assert_eq!(other.try_wait().unwrap(), None);
        other.kill().unwrap();
        other.wait().unwrap();
    }
}
