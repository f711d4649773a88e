//! Writes down programs that talk, call by call, as if they had been traced.

use std::net::SocketAddr;
use std::time::Duration;

use ladder::{Act, Call, Data, Ladder, Lane, Outcome, Socket, Transport, Whose};

/// The port that servers listen on.
pub const PORT: u16 = 4000;

/// The loopback at a port.
pub fn at(port: u16) -> SocketAddr {
    SocketAddr::from(([127, 0, 0, 1], port))
}

/// A socket of a stream.
pub fn stream(id: u64, local: Option<SocketAddr>, remote: Option<SocketAddr>) -> Socket {
    Socket { id, transport: Transport::Stream, local, remote }
}

/// A socket of datagrams.
pub fn datagrams(id: u64, local: Option<SocketAddr>, remote: Option<SocketAddr>) -> Socket {
    Socket { id, transport: Transport::Datagram, local, remote }
}

/// Calls in the order in which they are made.
pub struct Script {
    lanes: Vec<Lane>,
    calls: Vec<Call>,
    now: Duration,
}

impl Script {
    /// Of these programs; the first is the reader's.
    pub fn of(names: &[&str]) -> Self {
        let lane = |(at, name): (usize, &&str)| Lane {
            name: (*name).to_owned(),
            whose: if at == 0 { Whose::Yours } else { Whose::Theirs },
        };
        let lanes = names.iter().enumerate().map(lane).collect();
        Self { lanes, calls: Vec::new(), now: Duration::from_micros(100) }
    }

    /// Time goes by.
    pub fn pause(&mut self, milliseconds: u64) {
        self.now += Duration::from_millis(milliseconds);
    }

    /// A call that succeeds at once. What differs is set on what is given back.
    pub fn call(&mut self, lane: usize, act: Act, name: &str, argument: &str) -> &mut Call {
        let entered = self.now;
        self.now += Duration::from_micros(50);
        self.calls.push(Call {
            lane,
            task: 1,
            act,
            name: name.to_owned(),
            argument: argument.to_owned(),
            data: None,
            outcome: Outcome::Done(String::new()),
            socket: None,
            accepted: None,
            peer: None,
            entered,
            left: Some(self.now),
            times: 1,
        });
        self.calls.last_mut().unwrap()
    }

    /// The same, on a socket.
    pub fn on(&mut self, lane: usize, socket: Socket, act: Act, name: &str, argument: &str) {
        self.call(lane, act, name, argument).socket = Some(socket);
    }

    /// A call that has not returned yet: its number, for `returns`.
    pub fn waits(&mut self, lane: usize, act: Act, name: &str, socket: Socket) -> usize {
        let call = self.call(lane, act, name, "");
        call.outcome = Outcome::Waiting;
        call.left = None;
        call.socket = Some(socket);
        self.calls.len() - 1
    }

    /// It returns now.
    pub fn returns(&mut self, call: usize) -> &mut Call {
        self.now += Duration::from_micros(50);
        self.calls[call].left = Some(self.now);
        self.calls[call].outcome = Outcome::Done(String::new());
        &mut self.calls[call]
    }

    pub fn send(&mut self, lane: usize, name: &str, socket: Socket, bytes: &[u8]) -> &mut Call {
        let call = self.call(lane, Act::Send, name, "");
        call.socket = Some(socket);
        call.data = Some(Data::new(bytes, bytes.len() as u64));
        call
    }

    pub fn receive(&mut self, lane: usize, name: &str, socket: Socket, bytes: &[u8]) -> &mut Call {
        let call = self.send(lane, name, socket, bytes);
        call.act = Act::Receive;
        if bytes.is_empty() {
            call.outcome = Outcome::Done("the end of the stream".to_owned());
        }
        call
    }

    /// Socket, bind, listen.
    pub fn server(&mut self, lane: usize) -> Socket {
        let listener = stream(1, Some(at(PORT)), None);
        self.on(lane, listener, Act::Socket, "socket", "IPv4, TCP");
        self.on(lane, listener, Act::Option, "setsockopt", "SO_REUSEADDR, 1");
        self.on(lane, listener, Act::Bind, "bind", "127.0.0.1:4000");
        self.on(lane, listener, Act::Listen, "listen", "backlog 128");
        listener
    }

    /// Socket, connect; the server's accept, which waits, takes it. Gives the
    /// client's socket and the server's.
    pub fn connects(&mut self, client: usize, accept: usize, from: SocketAddr) -> (Socket, Socket) {
        let id = u64::from(from.port());
        let socket = stream(id, None, Some(at(PORT)));
        self.on(client, socket, Act::Socket, "socket", "IPv4, TCP");
        self.on(client, socket, Act::Connect, "connect", "127.0.0.1:4000");
        let connection = stream(id + 1, Some(at(PORT)), Some(from));
        let call = self.returns(accept);
        call.accepted = Some(connection);
        call.outcome = Outcome::Done(format!("from {from}"));
        (socket, connection)
    }

    pub fn close(&mut self, lane: usize, socket: Socket) {
        self.on(lane, socket, Act::Close, "close", "");
    }

    /// The last call fails.
    pub fn fails(&mut self, error: &str) {
        self.calls.last_mut().unwrap().outcome = Outcome::Failed(error.to_owned());
    }

    pub fn ends(&mut self, lane: usize, how: &str) {
        self.call(lane, Act::End, how, "");
    }

    pub fn ladder(&self, heading: &str) -> Ladder {
        Ladder::new(heading, self.lanes.clone(), self.calls.clone())
    }
}
