//! The client of `udp-pair`: sends a datagram, waits for the answer, prints it. What it
//! does without one is in `retrying.rs`.

use crate::bench::{Bench, Call, Running};
use crate::stop::Outcome;
use crate::surprise::{Cue, Delivery, Surprise, Trouble};
use lab::limit::Limit;
use lab::patience;
use lab::peer::mailbox::{Mail, Mailbox};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener};
use std::time::{Duration, Instant};

/// Far longer than any answer of ours takes.
const LONG_TIMEOUT: Duration = Duration::from_secs(3);
/// Short, where the client has to run into it.
pub(super) const SHORT_TIMEOUT: Duration = Duration::from_millis(20);
/// How many times the client sends in all.
pub(super) const ATTEMPTS: usize = 3;

/// Our server, and decoys where a program sends that ignores its arguments.
pub(super) struct Post {
    pub server: Mailbox,
    decoys: Vec<Mailbox>,
    /// For programs that use the wrong protocol.
    listener: Option<TcpListener>,
}

/// An attempt of the client's.
pub(super) struct Attempt {
    pub from: SocketAddr,
    pub at: Instant,
}

impl Post {
    pub fn open(bench: &Bench<'_>, host: IpAddr) -> Outcome<Self> {
        let server = bench.lab.mailbox(SocketAddr::new(host, 0))?;
        let port = server.at().port();
        let mut places = vec![SocketAddr::new(host, 12345)];
        let others = [IpAddr::from(Ipv4Addr::LOCALHOST), IpAddr::from(Ipv6Addr::LOCALHOST)];
        places.extend(
            others
                .iter()
                .filter(|other| **other != host)
                .map(|&other| SocketAddr::new(other, port)),
        );
        let decoys = places.into_iter().filter_map(|place| bench.lab.mailbox(place).ok()).collect();
        let listener = TcpListener::bind(server.at()).ok();
        Ok(Self { server, decoys, listener })
    }

    /// The client's attempt of this number, counted from 1.
    pub fn expect_attempt(
        &mut self,
        client: &mut Running,
        message: &[u8],
        number: usize,
    ) -> Outcome<Attempt> {
        let surprise = match self.server.receive(&client.process, patience::STEP)? {
            Mail::Datagram { from, bytes, at } if bytes == message => {
                return Ok(Attempt { from, at });
            }
            Mail::Datagram { bytes, .. } => {
                Surprise::WrongMessage { expected: message.to_vec(), got: bytes, attempt: number }
            }
            Mail::Ended | Mail::Deadline if number == 1 => self.missing(client)?,
            Mail::Ended | Mail::Deadline => {
                Surprise::Attempts { expected: ATTEMPTS, got: number - 1 }
            }
        };
        Err(client.surprised(surprise))
    }

    /// Nothing came. Did it go elsewhere?
    fn missing(&mut self, client: &Running) -> Outcome<Surprise> {
        let mut decoy = None;
        for mailbox in &mut self.decoys {
            if let Mail::Datagram { .. } = mailbox.receive(&client.process, Duration::ZERO)? {
                decoy = Some(mailbox.at());
            }
        }
        let connection = self.listener.as_ref().is_some_and(|listener| {
            listener.set_nonblocking(true).is_ok() && listener.accept().is_ok()
        });
        Ok(Surprise::NoDatagram { at: self.server.at(), decoy, connection })
    }
}

pub(super) fn ask(at: SocketAddr, timeout: Duration, message: &str) -> Call {
    let call = Call::new().argument("client").host(at.ip()).port(at.port());
    call.argument("--timeout").argument(timeout.as_secs_f64().to_string()).message(message)
}

/// The client ends well and prints this and a line end.
pub(super) fn expect_printed(client: &mut Running, text: &str, delivery: Delivery) -> Outcome {
    client.expect_success(Cue::WeAnswered, delivery.clone())?;
    client.expect_stdout(format!("{text}\n").as_bytes(), delivery)
}

/// Asks a server of ours at `host`, which gives this answer.
fn asks(bench: &mut Bench<'_>, host: IpAddr, answer: &[u8], delivery: Delivery) -> Outcome {
    let mut post = Post::open(bench, host)?;
    let message = bench.lab.dice.text(20);
    let mut client = bench.start(ask(post.server.at(), LONG_TIMEOUT, &message))?;
    let attempt = post.expect_attempt(&mut client, message.as_bytes(), 1)?;
    post.server.send(answer, attempt.from)?;
    expect_printed(&mut client, &String::from_utf8_lossy(answer), delivery)?;
    // The answer was prompt, so there was nothing more to send.
    match post.server.receive(&client.process, Duration::ZERO)? {
        Mail::Datagram { .. } => Err(client.surprised(Surprise::Attempts { expected: 1, got: 2 })),
        Mail::Ended | Mail::Deadline => Ok(()),
    }
}

/// MESSAGE, unchanged, from a port that the system picked: another one for a
/// second client that runs beside the first.
pub fn sends_its_message(bench: &mut Bench<'_>) -> Outcome {
    let host = bench.loopback()?;
    let mut post = Post::open(bench, host)?;
    let [message, other] = [(); 2].map(|()| bench.lab.dice.text(20));
    let mut first = bench.start(ask(post.server.at(), LONG_TIMEOUT, &message))?;
    let port = post.expect_attempt(&mut first, message.as_bytes(), 1)?.from.port();
    let mut second = bench.start(ask(post.server.at(), LONG_TIMEOUT, &other))?;
    for _ in 0..=ATTEMPTS {
        match post.server.receive(&second.process, patience::STEP)? {
            // The first one has waited for so long that it sends again.
            Mail::Datagram { bytes, .. } if bytes == message.as_bytes() => {}
            Mail::Datagram { from, .. } if from.port() != port => return Ok(()),
            Mail::Datagram { .. } | Mail::Ended | Mail::Deadline => break,
        }
    }
    Err(second.surprised(Surprise::FixedPort { port }))
}

/// Random text.
pub fn prints_the_answer(bench: &mut Bench<'_>) -> Outcome {
    let host = bench.loopback()?;
    let answer = bench.lab.dice.text(24);
    asks(bench, host, answer.as_bytes(), Delivery::Whole)
}

/// MESSAGE is left out.
pub fn says_hello_by_default(bench: &mut Bench<'_>) -> Outcome {
    let host = bench.loopback()?;
    let mut post = Post::open(bench, host)?;
    let at = post.server.at();
    let mut client = bench.start(Call::new().argument("client").host(host).port(at.port()))?;
    post.expect_attempt(&mut client, b"Hello", 1).map(drop)
}

/// --timeout is left out: the client waits for one second. Where the system shows
/// that it does, we need not wait with it.
pub fn waits_a_second_by_default(bench: &mut Bench<'_>) -> Outcome {
    const DEFAULT: Duration = Duration::from_secs(1);
    let host = bench.loopback()?;
    let mut post = Post::open(bench, host)?;
    let at = post.server.at();
    let message = bench.lab.dice.text(20);
    let call = Call::new().argument("client").host(host).port(at.port()).message(&message);
    let mut client = bench.start(call)?;
    let first = post.expect_attempt(&mut client, message.as_bytes(), 1)?.at;
    // A moment for it to begin its wait; it prints nothing meanwhile.
    for _ in 0..10 {
        client.process.let_run(Duration::from_millis(2));
        // It may have counted off what has passed already.
        if let Limit::After(limit) = client.process.own_limit()
            && (DEFAULT * 9 / 10..=DEFAULT).contains(&limit)
        {
            return Ok(());
        }
    }
    let measured = post.expect_attempt(&mut client, message.as_bytes(), 2)?.at - first;
    if (DEFAULT * 8 / 10..DEFAULT * 2).contains(&measured) {
        return Ok(());
    }
    Err(client.surprised(Surprise::Pace { asked: None, measured }))
}

/// An answer to the longest message, an empty one, one that is not UTF-8.
pub fn takes_any_answer(bench: &mut Bench<'_>) -> Outcome {
    const LONGEST: usize = 4096 + "Thank you for sending ".len();
    let host = bench.loopback()?;
    let long = bench.lab.dice.word(LONGEST);
    asks(bench, host, long.as_bytes(), Delivery::Long)?;
    asks(bench, host, b"", Delivery::Empty)?;
    let spaced = format!("  {} ", bench.lab.dice.word(5));
    asks(bench, host, spaced.as_bytes(), Delivery::Spaced)?;
    let (head, tail) = (bench.lab.dice.word(5), bench.lab.dice.word(5));
    let invalid = [head.as_bytes(), &[0xFF], tail.as_bytes()].concat();
    asks(bench, host, &invalid, Delivery::Invalid)
}

/// From another port of the same host, and from another host.
pub fn ignores_strangers(bench: &mut Bench<'_>) -> Outcome {
    let host = bench.loopback()?;
    let mut post = Post::open(bench, host)?;
    let mut strangers = vec![bench.lab.mailbox(SocketAddr::new(host, 0))?];
    if let Ok((elsewhere, _)) = bench.two_loopbacks() {
        let same_port = SocketAddr::new(elsewhere, post.server.at().port());
        strangers.extend(bench.lab.mailbox(same_port));
    }
    let [message, answer, wrong] = [(); 3].map(|()| bench.lab.dice.text(20));
    let mut client = bench.start(ask(post.server.at(), LONG_TIMEOUT, &message))?;
    let attempt = post.expect_attempt(&mut client, message.as_bytes(), 1)?;
    // More often than there are attempts: theirs must not count as answers.
    for _ in 0..=ATTEMPTS {
        for stranger in &mut strangers {
            stranger.send(wrong.as_bytes(), attempt.from)?;
        }
    }
    post.server.send(answer.as_bytes(), attempt.from)?;
    expect_printed(&mut client, &answer, Delivery::AfterForeign)
}

/// Nobody has the port. The system's answer may or may not reach the client, so
/// it may fail at once or after three attempts.
pub fn reports_a_refused_port(bench: &mut Bench<'_>) -> Outcome {
    let host = bench.loopback()?;
    let port = lab::ports::choose(bench.protocol(), &[host])?;
    let message = bench.lab.dice.text(8);
    let call = ask(SocketAddr::new(host, port), SHORT_TIMEOUT, &message);
    let mut client = bench.start(call)?;
    client.expect_report(Trouble::Refused)
}

/// HOST does not resolve.
pub fn reports_an_unknown_name(bench: &mut Bench<'_>) -> Outcome {
    let (setting, name) = super::dialling::unknown_name(bench);
    let call = Call::new().argument("client").host(name).port(12345);
    bench.start_in(&setting, call)?.expect_report(Trouble::UnknownName)
}

/// HOST is a name.
pub fn resolves_localhost(bench: &mut Bench<'_>) -> Outcome {
    let addresses = lab::host::addresses_of("localhost");
    let Some(&address) = addresses.first().filter(|address| address.is_loopback()) else {
        return Err(lab::host::Lack::Localhost.into());
    };
    let mut post = Post::open(bench, address)?;
    let message = bench.lab.dice.text(20);
    let port = post.server.at().port();
    let call = Call::new().argument("client").host("localhost").port(port).standing_for(&addresses);
    let mut client = bench.start(call.message(&message))?;
    let attempt = post.expect_attempt(&mut client, message.as_bytes(), 1)?;
    let answer = bench.lab.dice.text(20);
    post.server.send(answer.as_bytes(), attempt.from)?;
    expect_printed(&mut client, &answer, Delivery::Whole)
}

/// HOST is an IPv6 address.
pub fn works_over_ipv6(bench: &mut Bench<'_>) -> Outcome {
    bench.need_ipv6()?;
    let answer = bench.lab.dice.text(24);
    asks(bench, Ipv6Addr::LOCALHOST.into(), answer.as_bytes(), Delivery::Whole)
}
