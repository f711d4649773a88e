//! Waiting for one of two things: a socket of ours becomes readable, or the
//! program under test does something (prints, ends). One wait, no polling.

use crate::process::Process;
use mio::event::Source;
use mio::{Events, Interest, Poll, Token, Waker};
use std::io;
use std::sync::Arc;
use std::time::Duration;

const WAKE: Token = Token(usize::MAX);

/// Sockets and programs to wait for.
pub struct Watch {
    poll: Poll,
    waker: Arc<Waker>,
}

impl Watch {
    /// A watch over the given sockets of ours.
    pub fn over<'a>(
        sources: impl IntoIterator<Item = &'a mut (dyn Source + 'a)>,
    ) -> io::Result<Self> {
        let poll = Poll::new()?;
        let waker = Arc::new(Waker::new(poll.registry(), WAKE)?);
        for (index, source) in sources.into_iter().enumerate() {
            poll.registry().register(source, Token(index), Interest::READABLE)?;
        }
        Ok(Self { poll, waker })
    }

    /// Watches this program, too.
    pub fn program(&self, process: &Process) {
        process.wake(Arc::clone(&self.waker));
    }

    /// Tries `attempt` again and again, each time something has happened, until
    /// it gives a value or the deadline passes.
    pub fn until<T>(
        &mut self,
        mut left: impl FnMut() -> Duration,
        mut attempt: impl FnMut() -> io::Result<Option<T>>,
    ) -> io::Result<Option<T>> {
        let mut events = Events::with_capacity(8);
        loop {
            if let Some(found) = attempt()? {
                return Ok(Some(found));
            }
            let left = left();
            if left.is_zero() {
                return Ok(None);
            }
            match self.poll.poll(&mut events, Some(left)) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                other => other?,
            }
        }
    }
}

/// A non-blocking call's result: `None` where it would have blocked.
pub fn ready<T>(result: io::Result<T>) -> io::Result<Option<T>> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(error) if error.kind() == io::ErrorKind::WouldBlock => Ok(None),
        Err(error) => Err(error),
    }
}
