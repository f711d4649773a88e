//! The program under test, and the programs it can be paired with.

use crate::step::Step;
use std::collections::BTreeMap;
use std::ffi::OsString;

/// A program under test.
#[derive(Debug, Clone)]
pub struct Subject {
    /// The step it is for.
    pub step: Step,
    /// How it is started: the program and arguments that come before the
    /// contract's ("python3", "server.py").
    pub command: Vec<OsString>,
    /// The reference solutions.
    pub references: BTreeMap<Step, Vec<OsString>>,
    /// The student's programs of other steps, or why one cannot be a partner.
    pub own: BTreeMap<Step, Result<Vec<OsString>, String>>,
}

/// Whose program a partner is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Partner {
    /// The reference solution.
    Reference,
    /// The student's own.
    Own,
}

impl Subject {
    /// How to start a partner.
    ///
    /// # Errors
    /// The reason why it is not there.
    pub fn partner(&self, partner: Partner, step: Step) -> Result<&[OsString], String> {
        match partner {
            Partner::Reference => self
                .references
                .get(&step)
                .map(Vec::as_slice)
                .ok_or_else(|| format!("the reference solution of `{step}` is not built")),
            Partner::Own if step == self.step => Ok(&self.command),
            Partner::Own => match self.own.get(&step) {
                Some(Ok(command)) => Ok(command),
                Some(Err(reason)) => Err(reason.clone()),
                None => Err(format!(
                    "only `{}` is being checked, without a `{step}` of yours",
                    self.step
                )),
            },
        }
    }
}
