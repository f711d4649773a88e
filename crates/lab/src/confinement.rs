//! Programs that are not trusted: someone else starts each of them, in a box. What the
//! laboratory asks of whoever that is, and must be told. Knows no sandbox.

use crate::exit::Exit;
use crate::setting::Stage;
use std::fmt::Debug;
use std::io;
use std::process::Command;
use std::sync::Arc;

/// Starts programs in boxes.
pub trait Confinement: Debug + Send + Sync {
    /// Starts a program. It leads a process group of its own.
    ///
    /// # Errors
    /// If the box cannot be made, or the program not be started in it.
    fn start(&self, order: Order<'_>) -> io::Result<Arc<dyn Confined>>;
}

/// A program that is to be started.
#[derive(Debug)]
pub struct Order<'a> {
    /// Its file, its arguments and all of its environment. Its input is empty.
    pub command: &'a Command,
    /// The world that it is to be started in.
    pub stage: &'a Stage,
    /// Its standard output.
    pub stdout: io::PipeWriter,
    /// Its standard error.
    pub stderr: io::PipeWriter,
}

/// A program in a box, from its start until [`Confined::leave`].
pub trait Confined: Debug + Send + Sync {
    /// Its process id, as we see it.
    fn id(&self) -> u32;

    /// A process whose descendants are the program and all that it has started.
    fn family(&self) -> u32;

    /// Blocks until it has ended. Then all that it has started is ended, too. To be called once.
    fn wait(&self) -> Exit;

    /// Kills it, if it still runs.
    fn kill(&self);

    /// Whether its end could not be told, for the box has failed.
    fn has_failed(&self) -> bool;

    /// Ends what is left of it, and gives the box back.
    fn leave(&self);
}
