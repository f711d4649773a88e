//! What a program did instead of what it must do, as data. The words for it
//! are in [`crate::wording`].

use lab::peer::connection::Received;
use lab::sockets::Protocol;
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

/// What differed from what must be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Surprise {
    /// A server did not say `Listening on ADDR`.
    NotAnnounced {
        /// What went before.
        situation: Situation,
    },
    /// `Listening on` was followed by something that is no address.
    Unreadable {
        /// The line.
        line: String,
    },
    /// A server announced another address or port than it was asked for.
    AnnouncedElsewhere {
        /// What it should have been; port 0 stands for any but 0.
        expected: SocketAddr,
        /// What it said.
        announced: SocketAddr,
    },
    /// The operating system knows no socket where the server says it listens.
    NotListening {
        /// What it said.
        announced: SocketAddr,
        /// The protocol it should use.
        protocol: Protocol,
        /// Whether the socket came after all, later.
        came_late: bool,
    },
    /// The server's socket is bound to another address than it was asked for.
    BoundElsewhere {
        /// What it should have been.
        expected: SocketAddr,
    },
    /// A server that must refuse its HOST serves it.
    ServesIpv4 {
        /// The IPv4 address it was asked for.
        host: IpAddr,
    },
    /// An IPv6 server takes the port for IPv4, too.
    TakesIpv4 {
        /// The port.
        port: u16,
    },
    /// A connection to the server was refused or not answered.
    Unreachable {
        /// Where we called.
        at: SocketAddr,
        /// Whether it was refused; else nobody answered.
        refused: bool,
        /// What went before.
        situation: Situation,
    },
    /// The greeting was not what it must be: other bytes, no end, a reset.
    Greeting {
        /// What went before.
        situation: Situation,
        /// What came.
        received: Received,
        /// What made the server go on after all.
        nudge: Option<Nudge>,
    },
    /// The server did not report the client that had connected.
    PeerNotReported {
        /// The client's address.
        peer: SocketAddr,
        /// Whether it came after all when hundreds of clients had filled the
        /// program's output buffer.
        came_late: bool,
        /// After what time it came, if it came by itself.
        late: Option<Duration>,
    },
    /// A server prints although nobody visits it.
    PrintsTooMuch {
        /// Bytes.
        printed: usize,
    },
    /// Nobody connected to us.
    NobodyCalled {
        /// Where we listened.
        at: SocketAddr,
        /// Where it called instead, if we happened to listen there.
        decoy: Option<SocketAddr>,
        /// Whether a datagram came to that address instead.
        datagram: bool,
    },
    /// The program sent bytes where it must be silent.
    Talked {
        /// What it sent.
        bytes: Vec<u8>,
    },
    /// The program called another address of a name first than the resolver gives.
    OutOfOrder {
        /// The one that comes first.
        first: IpAddr,
        /// The one that it called.
        called: IpAddr,
    },
    /// The program read what we sent where it must not.
    Listened,
    /// The program connected more than once.
    CalledAgain,
    /// The program should have ended.
    StillRunning {
        /// After what.
        after: Cue,
    },
    /// The program should have succeeded.
    Failed {
        /// How the data had come to the program.
        delivery: Delivery,
    },
    /// Standard output is not what it must be.
    Printed {
        /// What must be there.
        expected: Vec<u8>,
        /// How the data had come to the program.
        delivery: Delivery,
    },
    /// A failure that must be expected was not reported as it must be.
    Unreported {
        /// What was wrong.
        trouble: Trouble,
        /// What is wrong with the report.
        flaw: Flaw,
    },
    /// The text that must precede a failure is missing on standard output.
    LostBeforeReset {
        /// What we had sent.
        expected: Vec<u8>,
    },
    /// `--help` is not as it must be.
    Help {
        /// What the text lacks.
        missing: Vec<String>,
    },
    /// A wrong argument did not end the program with status 2.
    Usage,
    /// No datagram reached us.
    NoDatagram {
        /// Where we waited.
        at: SocketAddr,
        /// Where it was sent instead, if we happened to wait there.
        decoy: Option<SocketAddr>,
        /// Whether a TCP connection came to that address instead.
        connection: bool,
    },
    /// The client's datagram is not the message.
    WrongMessage {
        /// What we had asked it to send.
        expected: Vec<u8>,
        /// What came.
        got: Vec<u8>,
        /// Which attempt it was, from 1.
        attempt: usize,
    },
    /// A second client cannot send while the first one runs, or sends from the
    /// same port.
    FixedPort {
        /// The port of the first.
        port: u16,
    },
    /// The client sent another number of datagrams than it must.
    Attempts {
        /// How many must come.
        expected: usize,
        /// How many came.
        got: usize,
    },
    /// The client did not wait as long as it was told between two attempts.
    Pace {
        /// What it was told; `None`: nothing, so it is one second.
        asked: Option<Duration>,
        /// What it did.
        measured: Duration,
    },
    /// The server's answer did not come, or came late.
    NoReply {
        /// What went before.
        mail: Letter,
        /// Where it went instead, if we happened to wait there.
        decoy: Option<SocketAddr>,
        /// How late it came, if it came.
        late: Option<Duration>,
    },
    /// The server's answer is wrong.
    WrongReply {
        /// What went before.
        mail: Letter,
        /// What must come.
        expected: Vec<u8>,
        /// What came.
        got: Vec<u8>,
    },
    /// The answer came from another socket than the one that listens.
    ReplyFromElsewhere {
        /// The server's address.
        server: SocketAddr,
        /// Where the answer came from.
        from: SocketAddr,
    },
    /// The server did not print the line for a datagram, or another one.
    MessageNotReported {
        /// What went before.
        mail: Letter,
        /// The line that must be there.
        expected: String,
        /// The line that is there for this sender, if one is.
        printed: Option<String>,
        /// Whether it came after all when hundreds of datagrams had filled the
        /// program's output buffer.
        came_late: bool,
    },
}

/// What made a server go on that had not done all it must.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nudge {
    /// We sent something, and it greeted.
    WeSpoke,
    /// We closed our side, and it closed its own.
    WeClosed,
}

/// What went before a client's connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Situation {
    /// Nothing: it is the first.
    First,
    /// Another client had been served.
    Second,
    /// Another client is connected and does nothing.
    BesideSilent,
    /// Clients had reset their connections.
    AfterReset,
    /// Clients had gone before they were served.
    AfterLeaving,
    /// Several connect at once.
    Crowd,
    /// Very many had been served.
    AfterMany,
    /// Nobody had come for a while.
    AfterQuiet,
    /// The server was killed and started again on the same port.
    Restarted,
    /// An IPv4 server has the same port already.
    BesideIpv4,
    /// HOST is a name.
    Named,
    /// HOST is a name with addresses of both families.
    NamedBothFamilies,
    /// HOST is a name whose other addresses cannot be bound.
    NamedWithUnusable,
    /// HOST was left out.
    DefaultHost,
    /// HOST and PORT were left out.
    DefaultHostAndPort,
}

/// What went before an answer of a UDP server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Letter {
    /// Nothing: it is the first datagram.
    First,
    /// The same sender had sent one before.
    Second,
    /// Another sender had sent one before.
    OtherSender,
    /// The datagram is empty.
    Empty,
    /// An empty datagram was sent before.
    AfterEmpty,
    /// The datagram is not UTF-8.
    Binary,
    /// The datagram is long.
    Long,
    /// A longer datagram was sent before.
    AfterLonger,
    /// The datagram contains control characters.
    Control,
    /// The datagram has white space at its ends.
    Spaced,
    /// A sender had gone before it was answered.
    AfterLost,
    /// A datagram was sent before that is so long that no answer fits.
    AfterHuge,
    /// Very many had been answered.
    AfterMany,
    /// Nobody had sent anything for a while.
    AfterQuiet,
}

/// After what a program should have ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cue {
    /// It was connected; there was nothing more to do.
    Connected,
    /// We had closed our side of the connection.
    WeClosed,
    /// We had answered its datagram.
    WeAnswered,
    /// It was asked for help, or called wrongly.
    Usage,
}

/// How data came to a program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Delivery {
    /// There was none: the output does not depend on any.
    None,
    /// In one go.
    Whole,
    /// In pieces of these lengths.
    Pieces(Vec<usize>),
    /// So many bytes.
    Long,
    /// Not valid UTF-8.
    Invalid,
    /// With white space and line ends in it.
    Spaced,
    /// No byte, only the end.
    Empty,
    /// After a wait.
    Late,
    /// A stranger's datagram came first.
    AfterForeign,
    /// From the program of another step.
    Pair,
}

/// A failure that must be expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// Nobody listens there.
    Refused,
    /// The name does not resolve.
    UnknownName,
    /// The port is in use.
    PortBusy,
    /// The port is privileged.
    PortPrivileged,
    /// The connection was reset.
    Reset,
    /// No answer came.
    NoReply,
    /// The address is of the wrong family.
    Ipv4Host,
}

/// What is wrong with the report of a failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flaw {
    /// The program did not end.
    Hangs,
    /// A Rust panic.
    Panicked,
    /// A signal ended it.
    Crashed,
    /// Exit status 0.
    Success,
    /// Another exit status than 1.
    OtherStatus(i32),
    /// It printed on standard output as if it had succeeded.
    ClaimedSuccess,
    /// The report is where it must be, but something is on standard output, too.
    Chatty,
    /// The report is on standard output.
    OnStdout,
    /// There is no report.
    Silent,
    /// The report does not begin with `error: `, or nothing follows.
    NoPrefix,
}
