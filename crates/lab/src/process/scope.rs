//! A scope: programs that are ended together, such as those of a run that is
//! cancelled. Knows no program; the registry does.

use super::registry;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Programs that are ended together. A copy is the same scope.
#[derive(Debug, Clone, Default)]
pub struct Scope(Arc<AtomicBool>);

impl Scope {
    /// Ends all programs of the scope; from now on none can be started in it.
    /// Waits for nothing.
    pub fn end(&self) {
        registry::end_scope(self);
    }

    /// Whether it was ended.
    #[must_use]
    pub fn is_ended(&self) -> bool {
        self.0.load(Ordering::SeqCst)
    }

    pub(super) fn mark_ended(&self) {
        self.0.store(true, Ordering::SeqCst);
    }
}

impl PartialEq for Scope {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for Scope {}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use crate::exit::Exit;
    use crate::fault::Fault;
    use crate::patience;
    use crate::process::Process;
    use crate::transcript::Transcript;

    fn start(scope: &Scope, script: &str) -> Result<Process, Fault> {
        Process::start(&["sh", "-c", script].map(Into::into), &Transcript::start(), scope)
    }

    #[test]
    fn the_end_of_a_scope_ends_its_programs_and_no_others() {
        let [ended, other] = [(); 2].map(|()| Scope::default());
        let mut program = start(&ended, "sleep 1000").expect("sh");
        let mut survivor = start(&other, "exit 7").expect("sh");
        ended.end();
        assert_eq!(program.wait_end(patience::STEP), Some(Exit::Signal(9)));
        assert_eq!(survivor.wait_end(patience::STEP), Some(Exit::Status(7)));
    }

    #[test]
    fn nothing_starts_in_a_scope_that_was_ended() {
        let scope = Scope::default();
        scope.clone().end();
        assert!(matches!(start(&scope, "exit 0"), Err(Fault::Interrupted)));
    }
}
