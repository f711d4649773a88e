//! Submissions that attack by what they are, and not by what a program does: sources
//! that no honest student hands in. Knows not how they are graded.

use std::fs;
#[cfg(unix)]
use std::os::unix::fs::symlink;
#[cfg(windows)]
use std::os::windows::fs::symlink_dir as symlink;
use std::path::Path;

/// An odd submission.
pub struct Odd {
    pub name: &'static str,
    /// The verdict on its step.
    pub verdict: &'static str,
    /// A text that its report or its line in `run.json` must have.
    pub shows: &'static str,
    hand_in: fn(&Path),
}

impl Odd {
    /// Makes it in its folder.
    pub fn hand_in(&self, submissions: &Path) {
        let folder = submissions.join(self.name);
        fs::create_dir_all(&folder).unwrap();
        (self.hand_in)(&folder);
    }
}

const SOLUTION: &str = include_str!("../../../../solutions/client/src/main.rs");

pub const ODD: [Odd; 5] = [
    Odd { name: "odd_empty", verdict: "missing", shows: "missing", hand_in: |_| {} },
    Odd {
        name: "odd_not_utf8",
        verdict: "build-failed",
        shows: "UTF-8",
        hand_in: |folder| write(folder, "client/src/main.rs", b"fn main() { \"\xff\xfe\"; }"),
    },
    Odd {
        name: "odd_oversized",
        verdict: "inconclusive",
        shows: "larger than 8 MiB",
        hand_in: |folder| write(folder, "client/src/main.rs", &vec![b'/'; 9 << 20]),
    },
    Odd {
        name: "odd_linked_source",
        verdict: "missing",
        shows: "a link or a device",
        hand_in: |folder| {
            write(&folder.with_extension("elsewhere"), "src/main.rs", SOLUTION.as_bytes());
            fs::create_dir_all(folder.join("client")).unwrap();
            let elsewhere = folder.with_extension("elsewhere").join("src");
            symlink(elsewhere, folder.join("client/src")).unwrap();
        },
    },
    Odd {
        name: "odd_twice",
        verdict: "passed",
        shows: "another `client`; only one is graded",
        hand_in: |folder| {
            write(folder, "exercises/client/src/main.rs", SOLUTION.as_bytes());
            write(folder, "client/src/main.rs", b"fn main() {}");
        },
    },
];

fn write(folder: &Path, file: &str, content: &[u8]) {
    let file = folder.join(file);
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, content).unwrap();
}
