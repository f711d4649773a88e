//! The five steps of the tutorial, in order.

use crate::check::Check;
use crate::steps;
use std::fmt;

/// A step of the tutorial.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// `resolve-and-connect`
    ResolveAndConnect,
    /// `greeting-server`
    GreetingServer,
    /// `client`
    Client,
    /// `ipv6-server`
    Ipv6Server,
    /// `udp-pair`
    UdpPair,
}

impl Step {
    /// All steps in the order of the tutorial.
    pub const ALL: [Self; 5] = [
        Self::ResolveAndConnect,
        Self::GreetingServer,
        Self::Client,
        Self::Ipv6Server,
        Self::UdpPair,
    ];

    /// The step's name: that of its folder and its package.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::ResolveAndConnect => "resolve-and-connect",
            Self::GreetingServer => "greeting-server",
            Self::Client => "client",
            Self::Ipv6Server => "ipv6-server",
            Self::UdpPair => "udp-pair",
        }
    }

    /// The step of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.name() == name)
    }

    /// What it teaches.
    #[must_use]
    pub fn concepts(self) -> &'static [&'static str] {
        match self {
            Self::ResolveAndConnect => &["name lookup", "sockets", "trying address after address"],
            Self::GreetingServer => &["bind, listen, accept", "a server that no client can stop"],
            Self::Client => &["a stream has no message edges", "the end of a stream", "resets"],
            Self::Ipv6Server => &["address families", "options that are set before bind"],
            Self::UdpPair => &["datagrams", "loss, timeouts, attempts", "who is it that answers"],
        }
    }

    /// Its checks, in the order in which they are told.
    #[must_use]
    pub fn checks(self) -> &'static [Check] {
        match self {
            Self::ResolveAndConnect => steps::resolve_and_connect::CHECKS,
            Self::GreetingServer => steps::greeting_server::CHECKS,
            Self::Client => steps::client::CHECKS,
            Self::Ipv6Server => steps::ipv6_server::CHECKS,
            Self::UdpPair => steps::udp_pair::CHECKS,
        }
    }

    /// The check of this name.
    #[must_use]
    pub fn check(self, id: &str) -> Option<&'static Check> {
        self.checks().iter().find(|check| check.id == id)
    }

    /// Other steps whose programs this one is paired with.
    #[must_use]
    pub fn partners(self) -> &'static [Self] {
        match self {
            Self::ResolveAndConnect | Self::UdpPair => &[],
            Self::GreetingServer | Self::Ipv6Server => &[Self::Client],
            Self::Client => &[Self::GreetingServer],
        }
    }

    /// The steps whose reference solutions take part in its checks.
    #[must_use]
    pub fn references(self) -> &'static [Self] {
        match self {
            Self::ResolveAndConnect => &[Self::ResolveAndConnect, Self::GreetingServer],
            Self::GreetingServer => &[Self::GreetingServer, Self::Client],
            Self::Client => &[Self::Client, Self::GreetingServer],
            Self::Ipv6Server => &[Self::Ipv6Server, Self::Client],
            Self::UdpPair => &[Self::UdpPair],
        }
    }

    /// The stub as it is given to students.
    #[must_use]
    pub fn stub(self) -> &'static str {
        match self {
            Self::ResolveAndConnect => include_str!("../stubs/resolve-and-connect.rs"),
            Self::GreetingServer => include_str!("../stubs/greeting-server.rs"),
            Self::Client => include_str!("../stubs/client.rs"),
            Self::Ipv6Server => include_str!("../stubs/ipv6-server.rs"),
            Self::UdpPair => include_str!("../stubs/udp-pair.rs"),
        }
    }

    /// Whether a source is the stub, untouched. Blank space does not count:
    /// editors and git change line ends.
    #[must_use]
    pub fn is_untouched(self, source: &str) -> bool {
        self.stub().split_whitespace().eq(source.split_whitespace())
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}
