//! Expectations that several steps share: a program ends, succeeds, prints
//! this, reports that failure. Each gives the value seen, or a surprise.

use crate::bench::{Bench, Running};
use crate::stop::{Outcome, Stop};
use crate::surprise::{Cue, Delivery, Flaw, Surprise, Trouble};
use crate::text::address_in;
use lab::blocked::Blocked;
use lab::exit::Exit;
use lab::limit::Limit;
use lab::patience;
use lab::peer::connection::Connection;
use lab::peer::harbour::{Arrival, Harbour};
use lab::process::Stream;
use std::net::{IpAddr, SocketAddr};
use std::time::{Duration, Instant};

impl Running {
    /// The program connects to our harbour.
    ///
    /// # Errors
    /// If it does not.
    pub fn expect_call(&mut self, harbour: &mut Harbour) -> Outcome<Connection> {
        let at = harbour.at();
        match harbour.arrival(&self.process)? {
            Arrival::Here(connection) => Ok(connection),
            Arrival::Decoy(decoy) => Err(self.surprised(Surprise::NobodyCalled {
                at,
                decoy: Some(decoy),
                datagram: false,
            })),
            Arrival::Ended | Arrival::Deadline => {
                let datagram = harbour.has_datagram();
                Err(self.surprised(Surprise::NobodyCalled { at, decoy: None, datagram }))
            }
        }
    }

    /// If something went wrong and the program has connected to our harbour a
    /// second time, then that is the reason: we served the first connection.
    ///
    /// # Errors
    /// What went wrong.
    pub fn blame_second_call(&mut self, harbour: &mut Harbour, outcome: Outcome) -> Outcome {
        match outcome {
            Err(Stop::Surprised(_)) => {
                // A program that has ended cannot be asked any more, but its
                // call waits in the backlog all the same.
                self.expect_no_other_call(harbour)?;
                outcome
            }
            outcome => outcome,
        }
    }

    /// The program has connected to our harbour no further time.
    ///
    /// # Errors
    /// If it has.
    pub fn expect_no_other_call(&mut self, harbour: &mut Harbour) -> Outcome {
        match harbour.another()? {
            None => Ok(()),
            Some(_) => Err(self.surprised(Surprise::CalledAgain)),
        }
    }

    /// We do nothing until it is sure that the program waits for us: until the system
    /// shows that it waits without end, or it has waited for a while; and if it waits with
    /// a timeout of its own, until that has passed. Ends early if it ends.
    pub fn outwait(&self) {
        /// Where nothing is known of a timeout: long enough to catch a program that
        /// gives up after a tenth of a second.
        const SILENCE: Duration = Duration::from_millis(120);
        /// A right program may have a timeout and wait again; it costs us no more
        /// than this.
        const LONGEST: Duration = Duration::from_secs(6);
        /// For the program to act on it.
        const MARGIN: Duration = Duration::from_millis(200);
        /// One that computes, or waits for a processor, has not come to its wait yet. If it
        /// has computed for so long, it never will.
        const BUSY: Duration = Duration::from_secs(1);
        let mut looks = SILENCE.as_millis() / TICK.as_millis();
        let (start, before) = (Instant::now(), self.process.times());
        while looks > 0 && start.elapsed() < LONGEST {
            if !self.process.let_run(TICK) {
                return;
            }
            match self.process.own_limit() {
                Limit::Endless => return,
                Limit::After(limit) if (SILENCE..LONGEST).contains(&limit) => {
                    self.process.let_run(limit + MARGIN);
                    return;
                }
                Limit::After(_) => looks -= 1,
                Limit::Unknown => {
                    let times = self.process.times();
                    let is_to_come = times.is_kept && times.ran.saturating_sub(before.ran) < BUSY;
                    looks -= u128::from(!is_to_come);
                }
            }
        }
    }

    /// The program ends.
    ///
    /// # Errors
    /// If it still runs at the deadline.
    pub fn expect_end(&mut self, after: Cue) -> Outcome<Exit> {
        match self.process.wait_end(self.patience) {
            Some(exit) => Ok(exit),
            None => Err(self.surprised(Surprise::StillRunning { after })),
        }
    }

    /// The program ends with exit status 0.
    ///
    /// # Errors
    /// If it does not.
    pub fn expect_success(&mut self, after: Cue, delivery: Delivery) -> Outcome {
        match self.expect_end(after)? {
            Exit::Status(0) => Ok(()),
            Exit::Status(_) | Exit::Signal(_) => Err(self.surprised(Surprise::Failed { delivery })),
        }
    }

    /// A server that nobody visits prints nothing, or hardly anything.
    ///
    /// # Errors
    /// If it does.
    pub fn expect_quiet(&mut self) -> Outcome {
        /// How long we listen, unless we see that it waits. A right program sits it out.
        const WHILE: Duration = Duration::from_millis(50);
        /// Room for a line or two about those who have just left.
        const MOST: usize = 2048;
        /// One that never waits may only wait for a processor: longer for that one.
        const ROUNDS: usize = 20;
        let mut loud = 0;
        for _ in 0..ROUNDS {
            let before = self.process.printed(Stream::Stdout).len();
            let is_loud = |printed: &[u8]| printed.len() > before + MOST;
            // In the first moment it may still speak of those who have just left.
            let mut is_loud_now = self.process.wait_change(Stream::Stdout, TICK, is_loud);
            if !is_loud_now && self.process.own_limit() == Limit::Endless {
                break;
            }
            is_loud_now =
                is_loud_now || self.process.wait_change(Stream::Stdout, WHILE - TICK, is_loud);
            loud += usize::from(is_loud_now);
            if loud > 1 {
                let printed = self.process.printed(Stream::Stdout).len();
                return Err(self.surprised(Surprise::PrintsTooMuch { printed }));
            }
            let waits_for_us = match self.process.blocked() {
                // Its output is full, since we have not come to read it.
                Some(Blocked::Busy | Blocked::In { call: "write()", .. }) => false,
                Some(Blocked::In { .. }) | None => true,
            };
            if !is_loud_now && waits_for_us {
                break;
            }
        }
        Ok(())
    }

    /// The program, which has ended, printed exactly this on standard output.
    ///
    /// # Errors
    /// If it did not.
    pub fn expect_stdout(&mut self, expected: &[u8], delivery: Delivery) -> Outcome {
        let printed = self.process.printed(Stream::Stdout);
        if without_carriage_returns(&printed) == without_carriage_returns(expected) {
            return Ok(());
        }
        Err(self.surprised(Surprise::Printed { expected: expected.to_vec(), delivery }))
    }

    /// The program ends with exit status 1 and `error: …` on standard error,
    /// and has not claimed success on standard output.
    ///
    /// # Errors
    /// If it does not.
    pub fn expect_report(&mut self, trouble: Trouble) -> Outcome {
        let Some(flaw) = self.flaw_of_report(trouble) else {
            return Ok(());
        };
        Err(self.surprised(Surprise::Unreported { trouble, flaw }))
    }

    fn flaw_of_report(&mut self, trouble: Trouble) -> Option<Flaw> {
        // A server that takes what it must refuse says so at once.
        let serves = self.process.wait_line(Stream::Stdout, 0, patience::STEP, |line| {
            line.strip_prefix("Listening on ").and_then(address_in)
        });
        if serves.is_ok() {
            return Some(Flaw::ClaimedSuccess);
        }
        let Some(exit) = self.process.wait_end(Duration::ZERO) else {
            return Some(Flaw::Hangs);
        };
        let stdout = String::from_utf8_lossy(&self.process.printed(Stream::Stdout)).into_owned();
        let stderr = String::from_utf8_lossy(&self.process.printed(Stream::Stderr)).into_owned();
        let claims_success = stdout.lines().any(is_success_line);
        // Only a one-shot program can come into this trouble.
        let is_one_shot = matches!(trouble, Trouble::Refused | Trouble::NoReply);
        let is_chatty = is_one_shot && stdout.lines().any(|line| !is_allowed_before_failure(line));
        match exit {
            Exit::Signal(_) => Some(Flaw::Crashed),
            Exit::Status(101) if stderr.contains("panicked at") => Some(Flaw::Panicked),
            Exit::Status(_) if claims_success => Some(Flaw::ClaimedSuccess),
            Exit::Status(0) => Some(Flaw::Success),
            Exit::Status(1) if stderr.lines().any(is_report) && is_chatty => Some(Flaw::Chatty),
            Exit::Status(1) if stderr.lines().any(is_report) => None,
            Exit::Status(1) if stdout.lines().any(is_report) => Some(Flaw::OnStdout),
            Exit::Status(1) if stderr.trim().is_empty() => Some(Flaw::Silent),
            Exit::Status(1) => Some(Flaw::NoPrefix),
            Exit::Status(other) => Some(Flaw::OtherStatus(other)),
        }
    }
}

/// Between two looks at what a program waits for.
const TICK: Duration = Duration::from_millis(10);

/// Ports that programs use which ignore --port.
const COMMON_PORTS: [u16; 5] = [80, 7878, 8000, 8080, 12345];

/// `error: ` and something behind it.
fn is_report(line: &str) -> bool {
    line.strip_prefix("error: ").is_some_and(|reason| !reason.trim().is_empty())
}

/// What a one-shot program may have printed before it fails.
fn is_allowed_before_failure(line: &str) -> bool {
    line == "Socket successfully created"
}

/// A line that only a program prints that has succeeded.
fn is_success_line(line: &str) -> bool {
    line.starts_with("the socket has successfully connected") || line.starts_with("Listening on ")
}

/// A console program on Windows may end its lines with `\r\n`.
fn without_carriage_returns(bytes: &[u8]) -> Vec<u8> {
    if cfg!(windows) {
        bytes.iter().copied().filter(|&byte| byte != b'\r').collect()
    } else {
        bytes.to_vec()
    }
}

impl Bench<'_> {
    /// A harbour at HOST (any free port), with decoys where a program calls that
    /// ignores HOST or PORT.
    ///
    /// # Errors
    /// If a call of ours fails.
    pub fn harbour(&self, host: IpAddr, default_port: u16) -> Outcome<Harbour> {
        let port = lab::ports::choose(lab::sockets::Protocol::Tcp, &[host])?;
        let ports = COMMON_PORTS.iter().chain([&default_port]);
        let mut decoys: Vec<SocketAddr> = ports.map(|&port| SocketAddr::new(host, port)).collect();
        let others = ["127.0.0.1", "::1"].map(|other| other.parse::<IpAddr>().expect("an address"));
        decoys.extend(
            others
                .into_iter()
                .filter(|&other| other != host)
                .map(|other| SocketAddr::new(other, port)),
        );
        Ok(self.lab.harbour(&[SocketAddr::new(host, port)], &decoys)?)
    }

    /// An address on which nobody listens, and nobody else will meanwhile: it is
    /// bound here, without `listen`, as long as the value lives.
    ///
    /// # Errors
    /// If a call of ours fails.
    pub fn dead_end(&mut self, host: IpAddr) -> Outcome<DeadEnd> {
        let domain = socket2::Domain::for_address(SocketAddr::new(host, 0));
        let socket = socket2::Socket::new(domain, socket2::Type::STREAM, None)?;
        socket.bind(&SocketAddr::new(host, 0).into())?;
        let at = socket
            .local_addr()?
            .as_socket()
            .ok_or_else(|| Stop::from(std::io::Error::other("no address")))?;
        Ok(DeadEnd { at, _socket: socket })
    }
}

/// See [`Bench::dead_end`].
pub struct DeadEnd {
    /// The address.
    pub at: SocketAddr,
    _socket: socket2::Socket,
}
