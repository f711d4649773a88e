//! What the system shows of a program from outside: its sockets, what it waits for, how it
//! has spent its time. Changes nothing in it.

use super::{Process, Times, deadline};
use crate::blocked::Blocked;
use crate::fault::Fault;
use crate::limit::Limit;
use crate::sockets::{self, Socket};

impl Process {
    /// The sockets that it and its children listen on (TCP) or own (UDP).
    ///
    /// # Errors
    /// If the operating system does not tell.
    pub fn sockets(&self) -> Result<Vec<Socket>, Fault> {
        sockets::owned_by(self.handle.family())
    }

    /// What it is waiting for right now, as far as the system shows it.
    #[must_use]
    pub fn blocked(&self) -> Option<Blocked> {
        crate::blocked::of(self.id())
    }

    /// How long it waits at most in the call that it is in, as far as the system
    /// shows it.
    #[must_use]
    pub fn own_limit(&self) -> Limit {
        crate::limit::of(self.id())
    }

    /// Whether it is just ending, as far as the system shows that.
    #[must_use]
    pub fn is_leaving(&self) -> bool {
        #[cfg(target_os = "linux")]
        return crate::family::is_leaving(self.id());
        #[cfg(not(target_os = "linux"))]
        true
    }

    /// Whether it can only go on when something comes from outside, as far as the system
    /// shows that.
    #[must_use]
    pub fn is_at_rest(&self) -> bool {
        #[cfg(target_os = "linux")]
        return crate::family::is_at_rest(self.id());
        #[cfg(not(target_os = "linux"))]
        false
    }

    /// How it and its children have spent their time so far.
    #[must_use]
    pub fn times(&self) -> Times {
        deadline::times(self.handle.family())
    }
}
