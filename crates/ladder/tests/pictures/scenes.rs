//! Programs that talk, as every book on sockets has them.

use ladder::{Act, Data, Ladder, Outcome};

use crate::script::{PORT, Script, at, datagrams, stream};

const GREETING: &[u8] = b"Thank you for connecting";

/// A greeting server, and its client.
pub fn one_client() -> Ladder {
    let mut script = Script::of(&["greeting-server", "the client"]);
    let listener = script.server(0);
    let accept = script.waits(0, Act::Accept, "accept", listener);
    script.pause(12);
    let (client, server) = script.connects(1, accept, at(5000));
    script.send(0, "send", server, GREETING);
    script.close(0, server);
    script.receive(1, "recv", client, GREETING);
    script.receive(1, "recv", client, b"");
    script.close(1, client);
    script.ends(1, "exits with status 0");
    script.waits(0, Act::Accept, "accept", listener);
    script.ladder("greeting-server and the client")
}

/// Three clients, one after the other, served while the others are there.
pub fn three_clients() -> Ladder {
    let mut script = Script::of(&["greeting-server", "client 1", "client 2", "client 3"]);
    let listener = script.server(0);
    let mut sockets = Vec::new();
    for lane in 1..=3_u16 {
        let accept = script.waits(0, Act::Accept, "accept", listener);
        script.pause(3);
        let (client, server) = script.connects(lane.into(), accept, at(5000 + 10 * lane));
        script.send(0, "send", server, GREETING);
        script.close(0, server);
        sockets.push((usize::from(lane), client));
    }
    for (lane, client) in sockets {
        script.receive(lane, "recv", client, GREETING);
        script.receive(lane, "recv", client, b"");
        script.close(lane, client);
        script.ends(lane, "exits with status 0");
    }
    script.ladder("greeting-server and three clients")
}

/// 24 writes, of which the client reads one.
pub fn many_writes() -> Ladder {
    let mut script = Script::of(&["greeting-server", "the client"]);
    let listener = script.server(0);
    let accept = script.waits(0, Act::Accept, "accept", listener);
    let (client, server) = script.connects(1, accept, at(5000));
    for (index, byte) in GREETING.chunks(1).enumerate() {
        script.send(0, "write", server, byte);
        if index == 0 {
            script.receive(1, "read", client, byte);
        }
    }
    script.close(0, server);
    script.close(1, client);
    script.ladder("greeting-server, which writes byte by byte, and a client that reads once")
}

/// Both sides wait for the other one to speak.
pub fn hang() -> Ladder {
    let mut script = Script::of(&["greeting-server", "the client"]);
    let listener = script.server(0);
    let accept = script.waits(0, Act::Accept, "accept", listener);
    let (client, server) = script.connects(1, accept, at(5000));
    script.waits(1, Act::Receive, "recv", client);
    script.waits(0, Act::Receive, "recv", server);
    script.pause(4000);
    script.call(1, Act::Other, "4 s are over", "");
    script.ladder("greeting-server and the client")
}

/// The server closes while something that it has not read is there.
pub fn reset() -> Ladder {
    let mut script = Script::of(&["greeting-server", "the client"]);
    let listener = script.server(0);
    let accept = script.waits(0, Act::Accept, "accept", listener);
    let (client, server) = script.connects(1, accept, at(5000));
    script.send(1, "send", client, b"Hello\x1b[31m\n\xff");
    script.close(0, server);
    script.receive(1, "recv", client, b"").data = None;
    script.fails("ECONNRESET");
    script.close(1, client);
    script.ladder("a reset")
}

/// Nobody listens.
pub fn refused() -> Ladder {
    let mut script = Script::of(&["resolve-and-connect", "nobody"]);
    script.call(0, Act::Resolve, "getaddrinfo", "\"localhost\"").outcome =
        Outcome::Done("127.0.0.1".to_owned());
    let socket = stream(7, None, Some(at(PORT)));
    script.on(0, socket, Act::Socket, "socket", "IPv4, TCP");
    script.on(0, socket, Act::Connect, "connect", "127.0.0.1:4000");
    script.fails("ECONNREFUSED");
    script.ends(0, "exits with status 1");
    script.ladder("resolve-and-connect, where nobody listens")
}

/// The first answer is lost; the client asks again.
pub fn lost_reply() -> Ladder {
    let mut script = Script::of(&["udp-pair server", "udp-pair client"]);
    let own = datagrams(1, Some(at(PORT)), None);
    let from_client = datagrams(1, Some(at(PORT)), Some(at(6000)));
    let to_server = datagrams(2, None, Some(at(PORT)));
    script.on(0, own, Act::Socket, "socket", "IPv4, UDP");
    script.on(0, own, Act::Bind, "bind", "127.0.0.1:4000");
    script.on(1, to_server, Act::Socket, "socket", "IPv4, UDP");
    for attempt in 0..2 {
        let receive = script.waits(0, Act::Receive, "recvfrom", own);
        script.pause(5);
        script.send(1, "sendto", to_server, b"Hello").argument = "127.0.0.1:4000".to_owned();
        let wait = script.waits(1, Act::Receive, "recvfrom", to_server);
        let call = script.returns(receive);
        call.socket = Some(from_client);
        call.data = Some(Data::new(b"Hello", 5));
        let answer = b"Thank you for sending Hello";
        script.send(0, "sendto", from_client, answer).argument = "127.0.0.1:6000".to_owned();
        if attempt == 0 {
            script.pause(1000);
            script.returns(wait).outcome = Outcome::Failed("EAGAIN".to_owned());
        } else {
            script.returns(wait).data = Some(Data::new(answer, answer.len() as u64));
        }
    }
    script.ladder("udp-pair: the first answer is lost")
}

/// An IPv6 socket takes a client that comes by IPv4.
pub fn dual_stack() -> Ladder {
    let mut script = Script::of(&["ipv6-server", "the client"]);
    let listener = stream(1, Some("[::]:4000".parse().unwrap()), None);
    script.on(0, listener, Act::Socket, "socket", "IPv6, TCP");
    script.on(0, listener, Act::Option, "setsockopt", "IPV6_V6ONLY, 0");
    script.on(0, listener, Act::Bind, "bind", "[::]:4000");
    script.on(0, listener, Act::Listen, "listen", "backlog 128");
    let accept = script.waits(0, Act::Accept, "accept", listener);
    let mapped = "[::ffff:127.0.0.1]:5000".parse().unwrap();
    let (client, server) = script.connects(1, accept, mapped);
    script.send(0, "send", server, GREETING);
    script.receive(1, "recv", client, GREETING);
    script.ladder("an IPv6 server, and a client that comes by IPv4")
}
