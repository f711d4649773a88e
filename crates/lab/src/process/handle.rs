//! What a running program is held by: started by ourselves, or by someone else in a box.

use super::{platform, registry};
use crate::confinement::Confined;
use crate::exit::Exit;
use std::sync::Arc;

/// A program that runs or has ended, but whose id is still its own.
pub enum Handle {
    /// A child of ours.
    Own(platform::Handle),
    /// In a box.
    Confined(Arc<dyn Confined>),
}

impl Handle {
    /// The program's process id.
    pub fn id(&self) -> u32 {
        match self {
            Self::Own(program) => program.id(),
            Self::Confined(program) => program.id(),
        }
    }

    /// A process whose descendants are all that the program has started; it may be itself.
    pub fn family(&self) -> u32 {
        match self {
            Self::Own(program) => program.id(),
            Self::Confined(program) => program.family(),
        }
    }

    /// The program in its box, if it is in one.
    pub fn confined(&self) -> Option<Arc<dyn Confined>> {
        match self {
            Self::Own(_) => None,
            Self::Confined(program) => Some(Arc::clone(program)),
        }
    }

    /// A function that blocks until the program has ended.
    pub fn waiter(&self) -> Box<dyn FnOnce() -> Exit + Send> {
        match self {
            Self::Own(program) => Box::new(program.waiter()),
            Self::Confined(program) => {
                let program = Arc::clone(program);
                Box::new(move || program.wait())
            }
        }
    }

    /// Kills the program and everything in its process group or job.
    pub fn kill(&mut self) {
        match self {
            Self::Own(program) => program.kill(),
            // Whoever waits for it ends the rest of its box.
            Self::Confined(program) => program.kill(),
        }
    }

    /// Makes it stand still (Unix; elsewhere nothing happens).
    pub fn pause(&self) {
        platform::pause_by_id(self.id());
    }

    /// Lets it go on.
    pub fn resume(&self) {
        platform::resume_by_id(self.id());
    }

    /// Ends who has left the process group of a program marked so. Of a box nobody gets out.
    pub fn end_strays(&self, marker: &str) {
        match self {
            Self::Own(_) => super::end_strays(marker),
            Self::Confined(_) => {}
        }
    }

    /// Takes it from the registry, and frees its process id. One that is not dead keeps it.
    pub fn leave(&mut self, is_dead: bool) {
        match self {
            Self::Own(program) => registry::leave(program.id(), || {
                if is_dead {
                    program.reap();
                }
            }),
            // A box can end even what does not die.
            Self::Confined(program) => {
                registry::leave(program.id(), || {});
                program.leave();
            }
        }
    }
}
