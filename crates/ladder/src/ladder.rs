//! The ladder as a value: who did what, when, and what went from whom to whom.
//! It knows neither where it comes from nor how it is drawn.

use std::net::SocketAddr;
use std::time::Duration;

use serde::{Serialize, Serializer};

/// The name and version of the JSON form.
const SCHEMA: &str = "handshake.ladder.v1";

/// Programs talking. Its JSON form is `handshake.ladder.v1` (`ladder.schema.json`); times in it are
/// microseconds since the start, and all text is as the programs gave it:
/// whoever shows it must escape it. The renderers here do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Ladder {
    pub(crate) schema: &'static str,
    /// What is drawn: "greeting-server and the reference client".
    pub heading: String,
    /// The programs, from left to right: the server first.
    pub lanes: Vec<Lane>,
    /// What they did, in the order in which it began.
    pub calls: Vec<Call>,
    /// What went from one to the other.
    pub arrows: Vec<Arrow>,
    /// Who is in a call at the end, in the order of the lanes.
    pub waiting: Vec<Waiting>,
    /// How many calls more there were, that were counted but not kept.
    pub left_out: u64,
}

impl Ladder {
    /// A ladder of calls: finds out what went where, and who waits for whom.
    /// A call in a lane that does not exist is dropped.
    #[must_use]
    pub fn new(heading: impl Into<String>, lanes: Vec<Lane>, calls: Vec<Call>) -> Self {
        let mut calls = calls;
        calls.retain(|call| call.lane < lanes.len());
        calls.sort_by_key(|call| call.entered);
        let arrows = crate::matching::arrows(&mut calls);
        Self::of_parts(heading.into(), lanes, calls, arrows)
    }

    /// A ladder whose arrows are known.
    pub(crate) fn of_parts(
        heading: String,
        lanes: Vec<Lane>,
        calls: Vec<Call>,
        arrows: Vec<Arrow>,
    ) -> Self {
        let waiting = crate::waiting::at_the_end(&lanes, &calls);
        Self { schema: SCHEMA, heading, lanes, calls, arrows, waiting, left_out: 0 }
    }
}

/// A program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Lane {
    /// What its column is called, and what it is called in a sentence: "the client".
    pub name: String,
    /// Whether it is the reader's.
    pub whose: Whose,
}

/// Whose a program is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Whose {
    /// The reader's: sentences call it "your program" and "you".
    Yours,
    /// Someone else's.
    Theirs,
}

/// A call of a program, or something else that it did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Call {
    /// Whose it is: an index into [`Ladder::lanes`].
    pub lane: usize,
    /// The thread or process of the program; the first is 1.
    pub task: u32,
    /// What it is for.
    pub act: Act,
    /// The call's name: "accept". For what is no call, a phrase.
    pub name: String,
    /// What it was given, in words: "127.0.0.1:4000". For what is no call, empty.
    pub argument: String,
    /// The bytes that it sent or received.
    pub data: Option<Data>,
    /// What came of it.
    pub outcome: Outcome,
    /// The socket that it was made on.
    pub socket: Option<Socket>,
    /// The connection that it brought, if it is an accept.
    pub accepted: Option<Socket>,
    /// The lane at the other end, if that is known.
    pub peer: Option<usize>,
    /// When it began, since the start of all.
    #[serde(serialize_with = "microseconds")]
    pub entered: Duration,
    /// When it returned; `None` if it never did.
    #[serde(serialize_with = "optional_microseconds")]
    pub left: Option<Duration>,
    /// How many calls stand here for one: 1, or more where they were folded.
    pub times: usize,
}

/// What a call is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// The program starts.
    Start,
    /// A name is looked up.
    Resolve,
    /// A socket is made.
    Socket,
    /// It gets an address.
    Bind,
    /// It takes connections from now on.
    Listen,
    /// A connection is taken.
    Accept,
    /// A connection is asked for.
    Connect,
    /// Bytes go out.
    Send,
    /// Bytes come in.
    Receive,
    /// The sending side is closed.
    ShutDown,
    /// The socket is closed.
    Close,
    /// An option is set or asked for, or an address is asked for.
    Option,
    /// It is waited until something is possible: poll, select, epoll.
    Poll,
    /// The program printed something.
    Print,
    /// The program ends.
    End,
    /// Something else.
    Other,
}

/// Bytes that were sent or received.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Data {
    /// How many they are.
    pub length: u64,
    /// The first of them, escaped.
    pub start: String,
}

impl Data {
    /// `length` bytes of which the first are `start`.
    #[must_use]
    pub fn new(start: &[u8], length: u64) -> Self {
        Self { length, start: lab::escape::escape(start) }
    }
}

/// What came of a call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It succeeded; with its result in words, which may be empty.
    Done(String),
    /// It failed, with this error: "ECONNREFUSED".
    Failed(String),
    /// It returned since its time was over, and nothing had come.
    TimedOut,
    /// It had not returned at the end.
    Waiting,
}

/// A socket, as a call knew it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Socket {
    /// The same for all calls on this socket of this lane, and no other one's.
    pub id: u64,
    /// What it carries.
    pub transport: Transport,
    /// Its own address, if it is known.
    pub local: Option<SocketAddr>,
    /// The other end's: of the connection, or of this datagram.
    pub remote: Option<SocketAddr>,
}

/// What a socket carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Transport {
    /// A stream of bytes without edges: TCP.
    Stream,
    /// Datagrams: UDP.
    Datagram,
}

/// Something that went from one program to the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Arrow {
    /// What it is.
    pub kind: ArrowKind,
    /// Where it comes from.
    pub from: End,
    /// Where it got to.
    pub to: End,
}

/// An end of an arrow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum End {
    /// A call: an index into [`Ladder::calls`].
    Call(usize),
    /// A program, in a call that is not known: an index into [`Ladder::lanes`].
    Lane(usize),
    /// Nobody.
    Nowhere,
}

/// What goes from one program to the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ArrowKind {
    /// The wish for a connection (SYN, RFC 9293).
    Connection,
    /// A wish, or a datagram, that was turned away: nobody listens there.
    Refused,
    /// So many bytes of a stream.
    Bytes(u64),
    /// A datagram of so many bytes.
    Datagram(u64),
    /// The end of the stream (FIN).
    Finish,
    /// The connection's end by force (RST).
    Reset,
}

/// A program that is in a call at the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Waiting {
    /// Who waits: an index into [`Ladder::lanes`].
    pub lane: usize,
    /// In which call: an index into [`Ladder::calls`].
    pub call: usize,
    /// For whom: an index into [`Ladder::lanes`], if it can be said.
    pub on: Option<usize>,
}

fn microseconds<S: Serializer>(time: &Duration, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_u128(time.as_micros())
}

#[expect(clippy::ref_option, reason = "serde calls it so")]
fn optional_microseconds<S: Serializer>(
    time: &Option<Duration>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    time.map(|time| time.as_micros()).serialize(serializer)
}
