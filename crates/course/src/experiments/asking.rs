//! The client of `udp-pair`: sends a datagram, waits, sends again, gives up.

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
/// Short, where the client has to run into it three times.
const SHORT_TIMEOUT: Duration = Duration::from_millis(20);
/// Where the client has to run into it once, and we answer then: long enough
/// for us to be in time on a busy machine.
const RETRY_TIMEOUT: Duration = Duration::from_millis(100);
/// Where a stranger keeps sending meanwhile.
const PESTERED_TIMEOUT: Duration = Duration::from_millis(30);
/// How many times the client sends in all.
const ATTEMPTS: usize = 3;

/// Our server, and decoys where a program sends that ignores its arguments.
struct Post {
    server: Mailbox,
    decoys: Vec<Mailbox>,
    /// For programs that use the wrong protocol.
    listener: Option<TcpListener>,
}

/// An attempt of the client's.
struct Attempt {
    from: SocketAddr,
    at: Instant,
}

impl Post {
    fn open(bench: &Bench<'_>, host: IpAddr) -> Outcome<Self> {
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
    fn expect_attempt(
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

fn ask(at: SocketAddr, timeout: Duration, message: &str) -> Call {
    let call = Call::new().argument("client").host(at.ip()).port(at.port());
    call.argument("--timeout").argument(timeout.as_secs_f64().to_string()).message(message)
}

/// The client ends well and prints this and a line end.
fn expect_printed(client: &mut Running, text: &str, delivery: Delivery) -> Outcome {
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
        let _ = client.process.wait_line(
            lab::process::Stream::Stdout,
            0,
            Duration::from_millis(2),
            |_| None::<()>,
        );
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

/// A stranger keeps sending; the wait for the server does not begin anew each
/// time. What we see in a round may be unclear on a busy machine, and then there
/// is another.
pub fn is_not_kept_waiting_by_strangers(bench: &mut Bench<'_>) -> Outcome {
    const ROUNDS: usize = 12;
    /// A client that the machine kept from running looks silent, too.
    const BELIEVED: usize = 3;
    let mut silent = 0;
    for round in 0..ROUNDS {
        match pester(bench, patiently(PESTERED_TIMEOUT, round))? {
            Pestered::SendsAgain => return Ok(()),
            Pestered::Unclear => {}
            Pestered::IsSilent(mut client) => {
                silent += 1;
                if silent == BELIEVED {
                    let surprise = Surprise::Attempts { expected: ATTEMPTS, got: 1 };
                    return Err(client.surprised(surprise));
                }
            }
        }
    }
    Ok(())
}

/// What a client did while a stranger kept sending.
enum Pestered {
    /// Its timeout passed, and it sent again.
    SendsAgain,
    /// It waited for far longer than its timeout.
    IsSilent(Box<Running>),
    /// The stranger paused for so long that a wait that began anew may have ended.
    Unclear,
}

/// The timeout of a round: what is unclear with a short one, because the machine is
/// busy, is clearer with a longer one.
fn patiently(timeout: Duration, round: usize) -> Duration {
    timeout * (1 << round.min(3))
}

/// One round with a stranger that keeps a pace, for four timeouts.
fn pester(bench: &mut Bench<'_>, timeout: Duration) -> Outcome<Pestered> {
    const PACE: Duration = Duration::from_millis(10);
    let host = bench.loopback()?;
    let mut post = Post::open(bench, host)?;
    let mut stranger = bench.lab.mailbox(SocketAddr::new(host, 0))?;
    let message = bench.lab.dice.text(20);
    let mut client = bench.start(ask(post.server.at(), timeout, &message))?;
    let attempt = post.expect_attempt(&mut client, message.as_bytes(), 1)?;
    let mut last = attempt.at;
    while attempt.at.elapsed() < timeout * 4 {
        stranger.send(b"psst", attempt.from)?;
        let sent = Instant::now();
        let mail = post.server.receive(&client.process, PACE)?;
        let now = if let Mail::Datagram { at, .. } = mail { at } else { Instant::now() };
        if sent - last > timeout * 2 / 3 || now - sent > timeout * 2 / 3 {
            return Ok(Pestered::Unclear);
        }
        match mail {
            Mail::Datagram { .. } => return Ok(Pestered::SendsAgain),
            Mail::Ended => break,
            Mail::Deadline => last = sent,
        }
    }
    Ok(Pestered::IsSilent(Box::new(client)))
}

/// Our server leaves the first datagram unanswered.
pub fn sends_again(bench: &mut Bench<'_>) -> Outcome {
    const ROUNDS: usize = 4;
    for round in 1..ROUNDS {
        if let Answered::InTime(judged) = answers_the_second(bench, round - 1)? {
            return judged;
        }
    }
    // Such a wait is long enough for any machine.
    match answers_the_second(bench, ROUNDS - 1)? {
        Answered::InTime(judged) | Answered::PerhapsTooLate(judged) => judged,
    }
}

/// What the client made of our answer to its second datagram.
enum Answered {
    /// It was there before the client sent for the third time.
    InTime(Outcome),
    /// A busy machine kept us for so long that the client may have given up.
    PerhapsTooLate(Outcome),
}

fn answers_the_second(bench: &mut Bench<'_>, round: usize) -> Outcome<Answered> {
    let host = bench.loopback()?;
    let mut post = Post::open(bench, host)?;
    let (message, answer) = (bench.lab.dice.text(20), bench.lab.dice.text(24));
    let timeout = patiently(RETRY_TIMEOUT, round);
    let mut client = bench.start(ask(post.server.at(), timeout, &message))?;
    post.expect_attempt(&mut client, message.as_bytes(), 1)?;
    let attempt = post.expect_attempt(&mut client, message.as_bytes(), 2)?;
    post.server.send(answer.as_bytes(), attempt.from)?;
    let has_gone_on = post.server.receive(&client.process, Duration::ZERO)? != Mail::Deadline;
    let judged = expect_printed(&mut client, &answer, Delivery::Late);
    Ok(match has_gone_on && judged.is_err() {
        true => Answered::PerhapsTooLate(judged),
        false => Answered::InTime(judged),
    })
}

/// Our server never answers.
pub fn gives_up(bench: &mut Bench<'_>) -> Outcome {
    const ROUNDS: usize = 6;
    for round in 0..ROUNDS {
        if gives_up_at_an_even_pace(bench, patiently(SHORT_TIMEOUT, round))? {
            return Ok(());
        }
    }
    Ok(())
}

/// Whether the client surely waited for its timeout each time, and not for less to
/// make up for it elsewhere. On a busy machine we see its datagrams late, so half
/// must do, and even that may be unclear.
fn gives_up_at_an_even_pace(bench: &mut Bench<'_>, timeout: Duration) -> Outcome<bool> {
    /// A busy machine delays us as well as the client.
    const LENIENCE: Duration = Duration::from_millis(350);
    let host = bench.loopback()?;
    let mut post = Post::open(bench, host)?;
    let message = bench.lab.dice.text(20);
    let mut late = bench.lab.lateness();
    let mut client = bench.start(ask(post.server.at(), timeout, &message))?;
    let first = post.expect_attempt(&mut client, message.as_bytes(), 1)?.at;
    // A wait is as long as we saw it, or longer by what we saw its beginning late.
    let (mut last, mut waits) = (first, Vec::new());
    for number in 2..=ATTEMPTS {
        let lateness = bench.lab.lateness() - late;
        late += lateness;
        let at = post.expect_attempt(&mut client, message.as_bytes(), number)?.at;
        waits.push((at - last, lateness));
        last = at;
    }
    let pace = (last - first) / 2;
    let lateness: Duration = waits.iter().map(|(_, lateness)| *lateness).sum();
    if pace > timeout + LENIENCE + lateness {
        let asked = Some(timeout);
        return Err(client.surprised(Surprise::Pace { asked, measured: pace }));
    }
    if let Mail::Datagram { .. } = post.server.receive(&client.process, patience::STEP)? {
        return Err(client.surprised(Surprise::Attempts { expected: ATTEMPTS, got: ATTEMPTS + 1 }));
    }
    client.expect_report(Trouble::NoReply)?;
    waits.push((last.elapsed(), bench.lab.lateness() - late));
    // From before its start to after its end: however busy the machine is, that
    // cannot be less than the three waits.
    let in_all = client.started.elapsed() / 3;
    let is_too_short = |wait: Duration| wait < timeout / 2;
    let uneven = waits.iter().find(|(seen, lateness)| is_too_short(*seen + *lateness));
    if in_all < timeout || uneven.is_some() {
        let measured = uneven.map_or(in_all, |(seen, _)| *seen);
        return Err(client.surprised(Surprise::Pace { asked: Some(timeout), measured }));
    }
    Ok(!waits.iter().any(|(seen, _)| is_too_short(*seen)))
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
