//! Calls that send or receive: what was handed over, what has come.

use super::super::memory::{Span, half_word, word};
use super::super::system_call::SystemCall;
use super::{Arguments, Tracee, names};
use crate::event::{Call, Data, Message, ReceiveCall, SendCall};

/// `struct msghdr` on 64-bit machines, sendmsg(2).
struct Header {
    name: u64,
    name_length: u64,
    buffers: Vec<Span>,
}

/// Its size, and that of `struct mmsghdr`, which has a length behind it.
const HEADER: usize = 56;
const HEADER_AND_LENGTH: usize = 64;

/// More `sendmmsg` and `recvmmsg` do not take (UIO_MAXIOV in the kernel).
const MOST_HEADERS: u64 = 1024;

impl Header {
    fn read(bytes: &[u8], tracee: Tracee) -> Self {
        Self {
            name: word(bytes, 0),
            name_length: u64::from(half_word(bytes, 8)),
            buffers: tracee.memory.vectors(word(bytes, 16), word(bytes, 24)),
        }
    }

    fn room(&self) -> u64 {
        room(&self.buffers)
    }
}

fn room(buffers: &[Span]) -> u64 {
    buffers.iter().fold(0, |sum, span| sum.saturating_add(span.length))
}

fn header(at: u64, tracee: Tracee) -> Header {
    Header::read(&tracee.memory.bytes(at, HEADER), tracee)
}

/// The headers of `sendmmsg` and `recvmmsg`, and how much each has moved.
fn headers(at: u64, count: u64, tracee: Tracee) -> Vec<(Header, u64)> {
    let count = usize::try_from(count.min(MOST_HEADERS)).unwrap_or(0);
    tracee
        .memory
        .bytes(at, count * HEADER_AND_LENGTH)
        .chunks_exact(HEADER_AND_LENGTH)
        .map(|bytes| (Header::read(bytes, tracee), u64::from(half_word(bytes, HEADER))))
        .collect()
}

/// The buffers of the calls that have no `struct msghdr`.
fn buffers(call: SystemCall, raw: [u64; 6], tracee: Tracee) -> Vec<Span> {
    match call {
        SystemCall::ReadV | SystemCall::WriteV => tracee.memory.vectors(raw[1], raw[2]),
        _ => vec![Span { address: raw[1], length: raw[2] }],
    }
}

fn data(buffers: &[Span], length: u64, tracee: Tracee) -> Data {
    Data { bytes: tracee.memory.gather(buffers, length, Data::MOST), length }
}

/// Decodes a call as it begins: what it sends, or how much room there is.
pub fn begin(call: SystemCall, arguments: Arguments, tracee: Tracee) -> Call {
    let Arguments(raw) = arguments;
    let receive = |by, flags, room| Call::Receive { by, flags, room, messages: Vec::new() };
    let plain = || room(&buffers(call, raw, tracee));
    match call {
        SystemCall::Read => receive(ReceiveCall::Read, Vec::new(), plain()),
        SystemCall::ReadV => receive(ReceiveCall::ReadV, Vec::new(), plain()),
        SystemCall::RecvFrom => {
            let by = if raw[4] == 0 { ReceiveCall::Recv } else { ReceiveCall::RecvFrom };
            receive(by, names::message_flags(arguments.bits(3)), plain())
        }
        SystemCall::RecvMsg => {
            let room = header(raw[1], tracee).room();
            receive(ReceiveCall::RecvMsg, names::message_flags(arguments.bits(2)), room)
        }
        SystemCall::RecvMMsg => {
            let headers = headers(raw[1], u64::from(arguments.bits(2)), tracee);
            let room =
                headers.iter().fold(0, |sum: u64, (each, _)| sum.saturating_add(each.room()));
            receive(ReceiveCall::RecvMMsg, names::message_flags(arguments.bits(3)), room)
        }
        _ => sending(call, arguments, tracee),
    }
}

fn sending(call: SystemCall, arguments: Arguments, tracee: Tracee) -> Call {
    let Arguments(raw) = arguments;
    let message = |header: &Header| Message {
        data: data(&header.buffers, header.room(), tracee),
        address: tracee.address(header.name, header.name_length),
    };
    let plain = |address| {
        let buffers = buffers(call, raw, tracee);
        vec![Message { data: data(&buffers, room(&buffers), tracee), address }]
    };
    let (by, flags, messages) = match call {
        SystemCall::Write => (SendCall::Write, 0, plain(None)),
        SystemCall::WriteV => (SendCall::WriteV, 0, plain(None)),
        SystemCall::SendFile => (SendCall::SendFile, 0, vec![unseen(raw[3])]),
        SystemCall::SendMsg => {
            (SendCall::SendMsg, arguments.bits(2), vec![message(&header(raw[1], tracee))])
        }
        SystemCall::SendMMsg => {
            let headers = headers(raw[1], u64::from(arguments.bits(2)), tracee);
            let messages = headers.iter().map(|(each, _)| message(each)).collect();
            (SendCall::SendMMsg, arguments.bits(3), messages)
        }
        // sendto
        _ => {
            let by = if raw[4] == 0 { SendCall::Send } else { SendCall::SendTo };
            (by, arguments.bits(3), plain(tracee.address(raw[4], raw[5])))
        }
    };
    Call::Send { by, flags: names::message_flags(flags), messages }
}

/// A message whose bytes never were in the program's memory.
fn unseen(length: u64) -> Message {
    Message { data: Data { bytes: Vec::new(), length }, address: None }
}

/// `splice` out of a socket.
pub fn splice_from(arguments: Arguments) -> Call {
    let (flags, room) = (Vec::new(), arguments.0[4]);
    Call::Receive { by: ReceiveCall::Splice, flags, room, messages: Vec::new() }
}

/// `splice` into a socket.
pub fn splice_to(arguments: Arguments) -> Call {
    let messages = vec![unseen(arguments.0[4])];
    Call::Send { by: SendCall::Splice, flags: Vec::new(), messages }
}

/// Adds what a call has received. `value` is what it returned.
pub fn end(call: &mut Call, system: SystemCall, arguments: Arguments, value: i64, tracee: Tracee) {
    let Call::Receive { by, messages, .. } = call else { return };
    let Arguments(raw) = arguments;
    let length = u64::try_from(value).unwrap_or(0);
    // With MSG_TRUNC a call returns more than it has written.
    let got = |buffers: &[Span], length: u64, address| Message {
        data: Data {
            bytes: tracee.memory.gather(buffers, length.min(room(buffers)), Data::MOST),
            length,
        },
        address,
    };
    *messages = match by {
        ReceiveCall::Splice => vec![unseen(length)],
        ReceiveCall::Read | ReceiveCall::ReadV | ReceiveCall::Recv => {
            vec![got(&buffers(system, raw, tracee), length, None)]
        }
        ReceiveCall::RecvFrom => {
            let address = tracee.filled_address(raw[4], raw[5]);
            vec![got(&buffers(system, raw, tracee), length, address)]
        }
        ReceiveCall::RecvMsg => {
            let header = header(raw[1], tracee);
            let address = tracee.address(header.name, header.name_length);
            vec![got(&header.buffers, length, address)]
        }
        ReceiveCall::RecvMMsg => headers(raw[1], length, tracee)
            .iter()
            .map(|(header, length)| {
                let address = tracee.address(header.name, header.name_length);
                got(&header.buffers, *length, address)
            })
            .collect(),
    };
}
