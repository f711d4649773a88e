//! Programs that do one thing without end: it is folded, and nothing is said of what
//! was not told.

use ladder::{Characters, Whose, text};
use socket_trace::event::{
    Address, Call, Data, Ending, Event, Family, Fork, Happening, Kind, Message, Moment, Opened,
    Outcome, Protocol, SendCall, SocketId,
};
use trace::from_trace::{Traced, from_trace};

const SOCKET: SocketId = SocketId(7);

/// What a program did, one thing a millisecond.
fn events(happenings: impl IntoIterator<Item = Happening>) -> Vec<Event> {
    let numbered = (0..).zip(happenings);
    let event = |(id, happening)| {
        let entered = Moment(id * 1_000_000);
        Event { id, process: 1, thread: 1, entered, exited: Some(entered), happening }
    };
    numbered.map(event).collect()
}

fn call(call: Call, returned: i64) -> Happening {
    let (descriptor, socket) = (Some(3), Some(SOCKET));
    Happening::Call { call, descriptor, socket, outcome: Some(Outcome::Returned(returned)) }
}

fn sends_a_datagram() -> [Happening; 2] {
    let made = Some(Opened { descriptor: 3, socket: Some(SOCKET) });
    let (family, kind, protocol) = (Family::Inet, Kind::Datagram, Protocol::Default);
    let address = Some(Address::V4("127.0.0.1:4000".parse().unwrap()));
    let message = Message { data: Data { bytes: b"Hello".to_vec(), length: 5 }, address };
    let by = SendCall::SendTo;
    [
        call(Call::Socket { family, kind, flags: Vec::new(), protocol, made }, 3),
        call(Call::Send { by, flags: Vec::new(), messages: vec![message] }, 5),
    ]
}

#[track_caller]
fn drawn(client: Vec<Event>) -> String {
    let server = events([Happening::Ended(Ending::Status(0))]);
    let traced = |name, events| Traced { name, whose: Whose::Theirs, events };
    let ladder =
        from_trace("both", &[traced("the server", &server), traced("the client", &client)]);
    text(&ladder, 100, Characters::Ascii)
}

#[test]
fn a_datagram_is_called_lost_only_if_everything_was_told() {
    let all = drawn(events(sends_a_datagram()));
    assert!(all.contains("X- 5 bytes"), "{all}");
    let cut = drawn(events(sends_a_datagram().into_iter().chain([Happening::LimitReached])));
    assert!(!cut.contains("X-") && cut.contains("sendto"), "{cut}");
}

#[test]
fn threads_without_end_are_folded() {
    let thread = Happening::Forked { child: 2, kind: Fork::Thread };
    let shown = drawn(events(std::iter::repeat_n(thread, 1000)));
    assert!(shown.contains("starts a thread x1000"), "{shown}");
    assert!(shown.lines().count() < 10, "{shown}");
}
