//! One TCP connection between the laboratory and a program.

use crate::fault::Fault;
use crate::patience;
use crate::process::Process;
use crate::transcript::{Kind, Transcript};
use socket2::SockRef;
use std::io::{self, ErrorKind, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::time::{Duration, Instant};

/// How a stream of bytes from the program ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StreamEnd {
    /// In an orderly way: end of stream.
    Closed,
    /// With a reset.
    Reset,
    /// Not at all: the connection was still open at the deadline.
    Open,
}

/// What came over a connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    /// The bytes.
    pub bytes: Vec<u8>,
    /// How it ended.
    pub end: StreamEnd,
    /// When the first byte came, counted from the start of the wait.
    pub first_after: Option<Duration>,
}

/// A connection of the laboratory's.
pub struct Connection {
    stream: TcpStream,
    /// Our end.
    pub local: SocketAddr,
    /// The program's end.
    pub peer: SocketAddr,
    transcript: Transcript,
}

impl Connection {
    pub(super) fn new(
        stream: TcpStream,
        peer: SocketAddr,
        transcript: &Transcript,
    ) -> io::Result<Self> {
        // Each write shall leave at once as a segment of its own. Fails only on
        // a connection that the program has reset already (macOS).
        let _ = stream.set_nodelay(true);
        stream.set_nonblocking(false)?;
        Ok(Self { local: stream.local_addr()?, peer, stream, transcript: transcript.clone() })
    }

    /// Sends bytes. `false` if the program closed the connection before it had
    /// them all, or did not read them within the deadline.
    ///
    /// # Errors
    /// If a call of ours fails for another reason.
    pub fn send(&mut self, bytes: &[u8]) -> Result<bool, Fault> {
        self.stream.set_write_timeout(Some(patience::STEP))?;
        self.transcript.grader(Kind::Data, format!("sent {}", count(bytes.len())));
        match self.stream.write_all(bytes) {
            Ok(()) => Ok(true),
            Err(error) if is_gone(&error) || is_timeout(&error) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    /// Sends bytes in pieces that the program cannot read in one go: the next
    /// piece leaves when the program has read the one before.
    ///
    /// # Errors
    /// If a call of ours fails.
    pub fn send_in_pieces<'a>(
        &mut self,
        pieces: impl IntoIterator<Item = &'a [u8]>,
        process: &Process,
    ) -> Result<bool, Fault> {
        for piece in pieces {
            if !self.send(piece)? {
                return Ok(false);
            }
            self.wait_until_read(process);
        }
        Ok(true)
    }

    /// Waits until the program has read all that we sent. Linux shows it in the
    /// socket table; the wait is a poll because the kernel offers no event for it.
    #[cfg(target_os = "linux")]
    #[expect(clippy::disallowed_methods, reason = "no event tells that the other side has read")]
    pub fn wait_until_read(&self, process: &Process) {
        const TICK: Duration = Duration::from_millis(1);
        const MISSES: usize = 20;
        let deadline = Instant::now() + patience::PIECE_READ;
        let mut misses = 0;
        while Instant::now() < deadline && process.exit().is_none() && misses < MISSES {
            match crate::sockets::unread_bytes(self.peer, self.local) {
                Some(0) => return,
                Some(_) => misses = 0,
                None => misses += 1,
            }
            std::thread::sleep(TICK);
        }
    }

    /// Elsewhere the laboratory pauses between pieces.
    #[cfg(not(target_os = "linux"))]
    #[expect(
        clippy::disallowed_methods,
        reason = "the pause is part of the experiment, see patience::BETWEEN_PIECES"
    )]
    pub fn wait_until_read(&self, _process: &Process) {
        std::thread::sleep(patience::BETWEEN_PIECES);
    }

    /// Whether the program, which has ended, had left something unread that we sent.
    /// Linux then ends the connection with a reset (RFC 1122, section 4.2.2.13),
    /// maybe after the end of the stream; elsewhere nothing is known.
    ///
    /// # Errors
    /// If a call of ours fails.
    pub fn was_left_unread(&mut self) -> Result<Option<bool>, Fault> {
        if !cfg!(target_os = "linux") {
            return Ok(None);
        }
        let received = self.read_to_end(patience::STEP)?;
        let was_reset = received.end == StreamEnd::Reset || self.stream.take_error()?.is_some();
        Ok(Some(was_reset))
    }

    /// Says that we send no more (half-close); we can still read.
    pub fn finish(&self) {
        self.transcript.grader(Kind::Socket, "closed my sending side");
        // An error means that the program is gone, which reading will show.
        let _ = self.stream.shutdown(Shutdown::Write);
    }

    /// Closes with a reset instead of an end of stream (`SO_LINGER` of zero,
    /// socket(7)).
    ///
    /// # Errors
    /// If a call of ours fails.
    pub fn reset(self) -> Result<(), Fault> {
        self.transcript.grader(Kind::Socket, "reset the connection");
        SockRef::from(&self.stream).set_linger(Some(Duration::ZERO))?;
        Ok(())
    }

    /// Reads until the program closes, or the deadline.
    ///
    /// # Errors
    /// If a call of ours fails.
    pub fn read_to_end(&mut self, patience: Duration) -> Result<Received, Fault> {
        /// More than this from a program that should send a greeting is a flood.
        const MOST: usize = 4 * 1024 * 1024;
        let start = Instant::now();
        let mut received = Received { bytes: Vec::new(), end: StreamEnd::Open, first_after: None };
        let mut chunk = vec![0; 16 * 1024];
        while received.bytes.len() < MOST {
            let left = patience.saturating_sub(start.elapsed());
            if left.is_zero() {
                break;
            }
            self.stream.set_read_timeout(Some(left))?;
            match self.stream.read(&mut chunk) {
                Ok(0) => {
                    received.end = StreamEnd::Closed;
                    break;
                }
                Ok(length) => {
                    received.first_after.get_or_insert(start.elapsed());
                    received.bytes.extend_from_slice(&chunk[..length]);
                }
                Err(error) if is_gone(&error) => {
                    received.end = StreamEnd::Reset;
                    break;
                }
                Err(error) if is_timeout(&error) => break,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error.into()),
            }
        }
        let end = match received.end {
            StreamEnd::Closed => "then the end of the stream",
            StreamEnd::Reset => "then a reset",
            StreamEnd::Open => "and no end of the stream",
        };
        self.transcript
            .grader(Kind::Data, format!("received {} {end}", count(received.bytes.len())));
        Ok(received)
    }
}

fn count(bytes: usize) -> String {
    match bytes {
        1 => "1 byte".to_owned(),
        _ => format!("{bytes} bytes"),
    }
}

/// Whether the error means that the other side closed or reset the connection.
fn is_gone(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::ConnectionReset | ErrorKind::ConnectionAborted | ErrorKind::BrokenPipe
    )
}

/// A read timeout is `WouldBlock` on Unix and `TimedOut` on Windows.
pub(super) fn is_timeout(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut)
}
