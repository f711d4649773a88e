//! The laboratory as a TCP server: a listener where the program should call,
//! and decoys where a program calls that ignores its arguments.

use super::connection::Connection;
use crate::fault::Fault;
use crate::patience;
use crate::process::Process;
use crate::transcript::{Kind, Transcript};
use crate::watch::{Watch, ready};
use mio::event::Source;
use std::net::{SocketAddr, TcpListener, UdpSocket};
use std::time::Duration;

/// Listeners that wait for one program.
pub struct Harbour {
    berths: Vec<Berth>,
    /// For programs that use the wrong protocol.
    datagrams: Option<UdpSocket>,
    watch: Watch,
    transcript: Transcript,
}

struct Berth {
    at: SocketAddr,
    is_decoy: bool,
    listener: mio::net::TcpListener,
}

/// What waiting for the program's call came to.
pub enum Arrival {
    /// It called where it should.
    Here(Connection),
    /// It called where only a program calls that ignores an argument.
    Decoy(SocketAddr),
    /// It ended without calling.
    Ended,
    /// The deadline passed; it still runs.
    Deadline,
}

impl Harbour {
    /// Listens with the given listeners; `decoys` are opened where they can be.
    ///
    /// # Errors
    /// If a call of ours fails.
    pub fn open(
        listeners: Vec<TcpListener>,
        decoys: &[SocketAddr],
        transcript: &Transcript,
    ) -> Result<Self, Fault> {
        let mut berths = Vec::new();
        // A decoy is a convenience: someone else may own that port.
        let decoys = decoys
            .iter()
            .filter_map(|&at| TcpListener::bind(at).ok())
            .map(|listener| (listener, true));
        for (listener, is_decoy) in
            listeners.into_iter().map(|listener| (listener, false)).chain(decoys)
        {
            let at = listener.local_addr()?;
            listener.set_nonblocking(true)?;
            berths.push(Berth {
                at,
                is_decoy,
                listener: mio::net::TcpListener::from_std(listener),
            });
        }
        let watch =
            Watch::over(berths.iter_mut().map(|berth| &mut berth.listener as &mut dyn Source))?;
        let places: Vec<_> = berths
            .iter()
            .filter(|berth| !berth.is_decoy)
            .map(|berth| berth.at.to_string())
            .collect();
        transcript.grader(Kind::Socket, format!("listened on {}", places.join(" and ")));
        let datagrams = UdpSocket::bind(berths[0].at).ok();
        Ok(Self { berths, datagrams, watch, transcript: transcript.clone() })
    }

    /// Where the program should call.
    #[must_use]
    pub fn at(&self) -> SocketAddr {
        self.berths[0].at
    }

    /// Whether a UDP datagram has come to the address where the program should call.
    #[must_use]
    pub fn has_datagram(&self) -> bool {
        self.datagrams.as_ref().is_some_and(|socket| {
            socket.set_nonblocking(true).is_ok() && socket.recv_from(&mut [0; 16]).is_ok()
        })
    }

    /// Waits for the program's call.
    ///
    /// # Errors
    /// If a call of ours fails.
    pub fn arrival(&mut self, process: &Process) -> Result<Arrival, Fault> {
        self.watch.program(process);
        let Self { berths, watch, transcript, .. } = self;
        let mut deadline = process.deadline(patience::STEP);
        let left = || deadline.left();
        let arrival = watch.until(left, || {
            // Ask for the end first: what it called before it ended is in the
            // backlog by then.
            let ended = process.exit().is_some();
            Ok(match next(berths, transcript)? {
                None if ended => Some(Arrival::Ended),
                arrival => arrival,
            })
        })?;
        Ok(arrival.unwrap_or(Arrival::Deadline))
    }

    /// A call that has already arrived, if there is one.
    ///
    /// # Errors
    /// If a call of ours fails.
    pub fn another(&mut self) -> Result<Option<Arrival>, Fault> {
        Ok(self.watch.until(|| Duration::ZERO, || next(&self.berths, &self.transcript))?)
    }
}

fn next(berths: &[Berth], transcript: &Transcript) -> std::io::Result<Option<Arrival>> {
    for berth in berths {
        let Some((stream, peer)) = ready(berth.listener.accept())? else {
            continue;
        };
        transcript
            .grader(Kind::Socket, format!("accepted a connection from {peer} at {}", berth.at));
        if berth.is_decoy {
            return Ok(Some(Arrival::Decoy(berth.at)));
        }
        return Ok(Some(Arrival::Here(Connection::new(stream.into(), peer, transcript)?)));
    }
    Ok(None)
}
