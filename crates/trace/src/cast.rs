//! Who plays: a server and a client, whose they are, and how they are called.
//! Neither builds nor starts them.

use course::step::Step;
use lab::sockets::Protocol;
use ladder::{Lane, Whose};
use std::ffi::OsString;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

/// A server and a client.
pub struct Cast {
    pub server: Actor,
    pub client: Actor,
    /// Which of them was asked for.
    pub subject: Half,
    /// Why a reference stands there and not the student's own program, in words:
    /// "not started".
    pub why_not_own: Option<String>,
}

/// A program with its part.
pub struct Actor {
    /// The step whose arguments it takes.
    pub step: Step,
    pub half: Half,
    pub owner: Owner,
    /// How it is started, without the step's arguments.
    pub command: Vec<OsString>,
    /// Whether sentences call it "your program".
    pub whose: Whose,
}

/// A side of the talk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Half {
    Server,
    Client,
}

/// Whose a program is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    Student,
    Reference,
    /// It was given by `--with-program`.
    Other,
}

impl Cast {
    /// Who talks to whom: "your client and the reference greeting-server (your
    /// greeting-server: not started)".
    pub fn heading(&self) -> String {
        let other = match self.subject {
            Half::Server => self.client.step,
            Half::Client => self.server.step,
        };
        let why = self.why_not_own.as_ref();
        let why = why.map_or_else(String::new, |why| format!(" (your {other}: {why})"));
        format!("{} and {}{why}", self.server.name(), self.client.name())
    }

    /// The one that was asked for.
    pub fn subject(&self) -> &Actor {
        match self.subject {
            Half::Server => &self.server,
            Half::Client => &self.client,
        }
    }

    /// Where the two meet, without the port.
    pub fn host(&self) -> IpAddr {
        match self.server.step {
            Step::Ipv6Server => Ipv6Addr::LOCALHOST.into(),
            Step::ResolveAndConnect | Step::GreetingServer | Step::Client | Step::UdpPair => {
                Ipv4Addr::LOCALHOST.into()
            }
        }
    }

    /// What carries their bytes.
    pub fn protocol(&self) -> Protocol {
        match self.server.step {
            Step::UdpPair => Protocol::Udp,
            Step::ResolveAndConnect | Step::GreetingServer | Step::Client | Step::Ipv6Server => {
                Protocol::Tcp
            }
        }
    }
}

impl Actor {
    /// What it is called: "your client".
    pub fn name(&self) -> String {
        let owner = match self.owner {
            Owner::Student => "your",
            Owner::Reference => "the reference",
            Owner::Other => "the other",
        };
        let half = match (self.step, self.half) {
            (Step::UdpPair, Half::Server) => " server",
            (Step::UdpPair, Half::Client) => " client",
            _ => "",
        };
        format!("{owner} {}{half}", self.step)
    }

    pub fn lane(&self) -> Lane {
        Lane { name: self.name(), whose: self.whose }
    }

    /// How it is started, to serve or to visit this address.
    pub fn command(&self, at: SocketAddr) -> Vec<OsString> {
        let (host, port) = (at.ip().to_string(), at.port().to_string());
        let arguments = match (self.step, self.half) {
            // The step is about names.
            (Step::ResolveAndConnect, _) if at.is_ipv4() => vec!["localhost", "--port", &port],
            (Step::ResolveAndConnect, _) => vec![&*host, "--port", &port],
            (Step::UdpPair, Half::Server) => vec!["server", "--host", &host, "--port", &port],
            (Step::UdpPair, Half::Client) => vec!["client", "--host", &host, "--port", &port],
            (Step::GreetingServer | Step::Client | Step::Ipv6Server, _) => {
                vec!["--host", &host, "--port", &port]
            }
        };
        self.command.iter().cloned().chain(arguments.into_iter().map(OsString::from)).collect()
    }
}
