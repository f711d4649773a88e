//! The laboratory's UDP socket: the program's server, its client, or a stranger.

use crate::fault::Fault;
use crate::process::Process;
use crate::transcript::{Kind, Transcript};
use crate::watch::{Watch, ready};
use mio::event::Source;
use std::io::{self, ErrorKind};
use std::net::{SocketAddr, UdpSocket};
use std::time::{Duration, Instant};

/// A UDP socket of the laboratory's.
pub struct Mailbox {
    socket: mio::net::UdpSocket,
    at: SocketAddr,
    watch: Watch,
    transcript: Transcript,
}

/// What waiting for a datagram came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mail {
    /// A datagram.
    Datagram {
        /// Who sent it.
        from: SocketAddr,
        /// Its bytes.
        bytes: Vec<u8>,
        /// When it was read.
        at: Instant,
    },
    /// The program ended without sending.
    Ended,
    /// Nothing came within the deadline; the program still runs.
    Deadline,
}

impl Mailbox {
    /// Takes over a bound socket.
    ///
    /// # Errors
    /// If a call of ours fails.
    pub fn open(socket: UdpSocket, transcript: &Transcript) -> Result<Self, Fault> {
        let at = socket.local_addr()?;
        socket.set_nonblocking(true)?;
        let mut socket = mio::net::UdpSocket::from_std(socket);
        let watch = Watch::over([&mut socket as &mut dyn Source])?;
        Ok(Self { socket, at, watch, transcript: transcript.clone() })
    }

    /// Its address.
    #[must_use]
    pub fn at(&self) -> SocketAddr {
        self.at
    }

    /// Sends one datagram.
    ///
    /// # Errors
    /// If the system does not take it.
    pub fn send(&mut self, bytes: &[u8], to: SocketAddr) -> Result<(), Fault> {
        self.transcript.grader(
            Kind::Data,
            format!("sent a datagram of {} bytes from {} to {to}", bytes.len(), self.at),
        );
        let Self { socket, watch, at, .. } = self;
        let sent = watch.until(
            || crate::patience::STEP,
            || match socket.send_to(bytes, to) {
                // An answer to an earlier datagram: nobody was there. Not about this one.
                Err(error) if is_bounce(&error) => Ok(None),
                other => ready(other),
            },
        );
        sent.map_err(Fault::socket("send a datagram from", *at))?;
        Ok(())
    }

    /// Waits for a datagram, or for the program's end.
    ///
    /// # Errors
    /// If a call of ours fails.
    pub fn receive(&mut self, process: &Process, patience: Duration) -> Result<Mail, Fault> {
        self.watch.program(process);
        let mut buffer = vec![0; 65_535];
        let Self { socket, watch, .. } = self;
        let mut deadline = process.deadline(patience);
        let left = || deadline.left();
        let mail = watch.until(left, || {
            let ended = process.exit().is_some();
            match socket.recv_from(&mut buffer) {
                Ok((length, from)) => Ok(Some(Mail::Datagram {
                    from,
                    bytes: buffer[..length].to_vec(),
                    at: Instant::now(),
                })),
                Err(error) if error.kind() == ErrorKind::WouldBlock || is_bounce(&error) => {
                    Ok(ended.then_some(Mail::Ended))
                }
                Err(error) => Err(error),
            }
        })?;
        let mail = mail.unwrap_or(Mail::Deadline);
        if let Mail::Datagram { from, bytes, .. } = &mail {
            self.transcript.grader(
                Kind::Data,
                format!("received a datagram of {} bytes from {from}", bytes.len()),
            );
        }
        Ok(mail)
    }
}

/// An ICMP "port unreachable" that came back for an earlier datagram.
fn is_bounce(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::ConnectionRefused | ErrorKind::ConnectionReset)
}
