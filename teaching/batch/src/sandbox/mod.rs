//! The sandbox: what a submission sees and may use while it is compiled and
//! while it runs. Made by bubblewrap (bwrap(1)), prlimit(1) and, for root,
//! unshare(1) and setpriv(1) of util-linux.
//!
//! Theory of operation. One sandbox in the other.
//!
//! - The *cell* (`cell.rs`) is made once for each compilation, and once for each submission
//!   that is judged. It has its own network (a loopback of both families), process
//!   tree, file view and environment, and no privileges. In it runs a program of
//!   ours: rustc, or the judge.
//! - A *program under test* is in a *box* (`program.rs`) within the cell. It shares the cell's
//!   network, so that the judge can be its peer, and nothing else: not its process tree, its
//!   files or its environment. It cannot make another user namespace, and has limits.
//!
//! The judge has a few boxes (`pool.rs`). Process 1 of each, the *starter*, starts one program
//! after the other (`starter.rs`, `wire.rs`), and says whether a program has left anything
//! (`traces.rs`): then the box is not used again.
//!
//! Verdicts leave the cell through the judge's standard output. A program under
//! test has pipes of its own there, and holds no descriptor of the judge's, or of whoever
//! has called us (`descriptors.rs`).
//!
//! Root grades as another user: what root starts is no longer root in the cell.

use serde::{Deserialize, Serialize};

pub mod cell;
pub mod descriptors;
#[cfg(target_os = "linux")]
mod forbidden;
pub mod layers;
mod names;
#[cfg(target_os = "linux")]
pub mod pool;
pub mod program;
#[cfg(target_os = "linux")]
pub mod starter;
#[cfg(target_os = "linux")]
mod traces;
#[cfg(target_os = "linux")]
pub mod trial;
#[cfg(target_os = "linux")]
mod wire;

/// Whether submissions are confined.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Sandbox {
    /// By bubblewrap.
    Bubblewrap(Invoker),
    /// Not at all: they have our rights, our files and our network.
    None,
}

/// Who grades.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Invoker {
    /// An ordinary user, who makes a user namespace.
    User,
    /// Root, who must not stay root: limits on processes do not hold for it.
    Root,
}

impl Invoker {
    /// Who runs this program.
    #[must_use]
    pub fn current() -> Self {
        #[cfg(unix)]
        if rustix::process::geteuid().is_root() {
            return Self::Root;
        }
        Self::User
    }
}
