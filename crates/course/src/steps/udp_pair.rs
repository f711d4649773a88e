//! Step 5: datagrams, there and back.

use crate::bench::{Bench, Call, Running};
use crate::check::Check;
use crate::experiments::listening::{self, Server};
use crate::experiments::{dialling, pairs, usage};
use crate::stop::Outcome;
use crate::surprise::{Cue, Delivery, Letter, Surprise, Trouble};
use crate::text::address_in;
use lab::patience;
use lab::peer::mailbox::{Mail, Mailbox};
use lab::process::Stream;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

/// What is checked, in the order in which it is told.
pub const CHECKS: &[Check] = &[
    Check::new(
        "server_listens_on_the_given_port",
        "the server binds the UDP port it is given, and says so",
        1,
        listening::listens_on_the_given_port,
    ),
    Check::new(
        "server_announces_the_port_it_got",
        "the server, given port 0, announces the port that the system chose",
        1,
        listening::announces_the_port_it_got,
    )
    .after("server_listens_on_the_given_port"),
    Check::new(
        "server_binds_exactly_its_host",
        "the server binds exactly HOST",
        1,
        listening::binds_exactly_its_host,
    )
    .after("server_listens_on_the_given_port"),
    Check::new(
        "server_answers",
        "the server answers a datagram, from the socket it listens on",
        2,
        server_answers,
    )
    .after("server_listens_on_the_given_port"),
    Check::new(
        "server_reports_each_datagram",
        "the server prints each datagram and who sent it",
        1,
        server_reports_each_datagram,
    )
    .after("server_listens_on_the_given_port"),
    Check::new(
        "server_answers_every_sender",
        "the server answers sender after sender",
        1,
        server_answers_every_sender,
    )
    .after("server_answers"),
    Check::new(
        "server_takes_an_empty_datagram",
        "the server answers an empty datagram and goes on",
        1,
        server_takes_an_empty_datagram,
    )
    .after("server_answers_every_sender"),
    Check::new(
        "server_returns_binary_unchanged",
        "the server answers bytes that are not UTF-8, unchanged",
        1,
        server_returns_binary_unchanged,
    )
    .after("server_answers_every_sender"),
    Check::new(
        "server_takes_a_long_datagram",
        "the server takes 4096 bytes, and after them a short datagram",
        1,
        server_takes_a_long_datagram,
    )
    .after("server_answers_every_sender"),
    Check::new(
        "server_escapes_control_characters",
        "the server escapes control characters that it prints",
        1,
        server_escapes_control_characters,
    )
    .after("server_reports_each_datagram"),
    Check::new(
        "server_survives_a_lost_sender",
        "the server goes on when a sender has gone",
        1,
        server_survives_a_lost_sender,
    )
    .after("server_answers_every_sender"),
    Check::new(
        "server_reports_a_busy_port",
        "the server reports a port that is in use, with exit status 1",
        1,
        listening::reports_a_busy_port,
    )
    .after("server_listens_on_the_given_port"),
    Check::new(
        "server_reports_a_privileged_port",
        "the server reports a port that it may not use, with exit status 1",
        0,
        listening::reports_a_privileged_port,
    )
    .after("server_reports_a_busy_port"),
    Check::new(
        "server_reports_an_unknown_host",
        "the server reports a name that does not resolve, with exit status 1",
        0,
        listening::reports_an_unknown_host,
    )
    .after("server_listens_on_the_given_port"),
    Check::new(
        "server_binds_the_first_address_it_can",
        "the server binds the first address of a name that it can",
        0,
        listening::binds_the_first_address_it_can,
    )
    .after("server_listens_on_the_given_port"),
    Check::new(
        "server_listens_on_its_default_host",
        "the server binds the machine's own name when HOST is left out",
        0,
        listening::listens_on_its_default_host,
    )
    .after("server_listens_on_the_given_port"),
    Check::new(
        "server_listens_on_its_default_port",
        "the server binds port 12345 when PORT is left out",
        0,
        listening::listens_on_its_default_port,
    )
    .after("server_listens_on_its_default_host"),
    Check::new(
        "client_sends_its_message",
        "the client sends MESSAGE as one datagram to HOST and PORT",
        1,
        client_sends_its_message,
    ),
    Check::new(
        "client_prints_the_answer",
        "the client prints the answer and ends",
        1,
        client_prints_the_answer,
    )
    .after("client_sends_its_message"),
    Check::new(
        "client_says_hello_by_default",
        "the client sends Hello when MESSAGE is left out",
        0,
        client_says_hello_by_default,
    )
    .after("client_prints_the_answer"),
    Check::new(
        "client_takes_any_answer",
        "the client prints a long answer and an empty one",
        1,
        client_takes_any_answer,
    )
    .after("client_prints_the_answer"),
    Check::new(
        "client_ignores_strangers",
        "the client ignores datagrams that are not from its server",
        1,
        client_ignores_strangers,
    )
    .after("client_prints_the_answer"),
    Check::new(
        "client_sends_again",
        "the client sends again when the answer is lost",
        1,
        client_sends_again,
    )
    .after("client_prints_the_answer"),
    Check::new(
        "client_gives_up",
        "the client gives up after three attempts and says so",
        1,
        client_gives_up,
    )
    .after("client_sends_its_message"),
    Check::new(
        "client_reports_a_refused_port",
        "the client reports a port where nobody listens, with exit status 1",
        1,
        client_reports_a_refused_port,
    )
    .after("client_sends_its_message"),
    Check::new(
        "client_reports_an_unknown_name",
        "the client reports a name that does not resolve, with exit status 1",
        0,
        client_reports_an_unknown_name,
    ),
    Check::new(
        "client_works_over_ipv6",
        "the client asks a server on an IPv6 address",
        0,
        client_works_over_ipv6,
    )
    .after("client_prints_the_answer"),
    Check::new(
        "describes_its_arguments",
        "describes its arguments with --help",
        0,
        describes_its_arguments,
    ),
    Check::new(
        "refuses_wrong_arguments",
        "ends with status 2 when it is called wrongly",
        0,
        refuses_wrong_arguments,
    ),
    Check::new(
        "your_server_answers_the_reference_client",
        "the server answers the reference client",
        0,
        pairs::your_server_answers_the_reference_client,
    )
    .after("server_answers"),
    Check::new(
        "your_client_asks_the_reference_server",
        "the client asks the reference server",
        0,
        pairs::your_client_asks_the_reference_server,
    )
    .after("client_prints_the_answer"),
    Check::new(
        "your_halves_talk",
        "your client and your server talk to each other",
        1,
        pairs::your_halves_talk,
    )
    .after("client_prints_the_answer"),
];

const PREFIX: &[u8] = b"Thank you for sending ";

// ---- the server ----

/// A sender of ours beside the server.
fn sender(bench: &Bench<'_>, server: &Server) -> Outcome<Mailbox> {
    Ok(bench.lab.mailbox(SocketAddr::new(server.at.ip(), 0))?)
}

/// One datagram, and exactly the right answer from the right place.
fn expect_answer(
    server: &mut Server,
    sender: &mut Mailbox,
    message: &[u8],
    letter: Letter,
) -> Outcome {
    sender.send(message, server.at)?;
    let expected = [PREFIX, message].concat();
    match sender.receive(&server.program.process, patience::STEP)? {
        Mail::Datagram { from, .. } if from != server.at => {
            Err(server.program.surprised(Surprise::ReplyFromElsewhere {
                server: server.at,
                from,
            }))
        }
        Mail::Datagram { bytes, .. } if bytes != expected => {
            Err(server.program.surprised(Surprise::WrongReply {
                mail: letter,
                expected,
                got: bytes,
            }))
        }
        Mail::Datagram { .. } => Ok(()),
        Mail::Ended | Mail::Deadline => {
            Err(server.program.surprised(Surprise::NoReply { mail: letter }))
        }
    }
}

/// The line `Got message from ADDR: TEXT` for this sender.
fn expect_line(server: &mut Server, from: SocketAddr, text: &str, letter: Letter) -> Outcome {
    let found = server
        .program
        .process
        .wait_line(Stream::Stdout, 0, patience::STEP, |line| {
            message_in(line).filter(|(sender, shown)| *sender == from && shown == text)
        });
    if found.is_ok() {
        return Ok(());
    }
    let printed = line_of(server, from);
    let expected = format!("Got message from {from}: {text}");
    Err(server.program.surprised(Surprise::MessageNotReported {
        mail: letter,
        expected,
        printed,
    }))
}

/// The last line that the server printed for a sender.
fn line_of(server: &Server, from: SocketAddr) -> Option<String> {
    let printed = server.program.process.printed(Stream::Stdout);
    let lines = String::from_utf8_lossy(&printed).into_owned();
    lines
        .lines()
        .rfind(|line| message_in(line).is_some_and(|(sender, _)| sender == from))
        .map(str::to_owned)
}

/// Sender and text of a line that the server printed.
fn message_in(line: &str) -> Option<(SocketAddr, String)> {
    let rest = line.strip_prefix("Got message from ")?;
    // Python's tuple contains no ": ", and neither does an IPv6 address.
    let (address, text) = rest.split_once(": ")?;
    Some((address_in(address)?, text.to_owned()))
}

fn server_answers(bench: &mut Bench<'_>) -> Outcome {
    let mut server = bench.serve()?;
    let mut sender = sender(bench, &server)?;
    let message = bench.lab.dice.text(20);
    expect_answer(&mut server, &mut sender, message.as_bytes(), Letter::First)
}

fn server_reports_each_datagram(bench: &mut Bench<'_>) -> Outcome {
    let mut server = bench.serve()?;
    let mut sender = sender(bench, &server)?;
    let message = bench.lab.dice.text(20);
    sender.send(message.as_bytes(), server.at)?;
    expect_line(&mut server, sender.at(), &message, Letter::First)
}

/// The same sender again, then two others, in turn.
fn server_answers_every_sender(bench: &mut Bench<'_>) -> Outcome {
    let mut server = bench.serve()?;
    let mut first = sender(bench, &server)?;
    let [one, two, three] = [(); 3].map(|()| bench.lab.dice.text(12));
    expect_answer(&mut server, &mut first, one.as_bytes(), Letter::First)?;
    expect_answer(&mut server, &mut first, two.as_bytes(), Letter::Second)?;
    for _ in 0..2 {
        let mut other = sender(bench, &server)?;
        expect_answer(
            &mut server,
            &mut other,
            three.as_bytes(),
            Letter::OtherSender,
        )?;
    }
    expect_answer(&mut server, &mut first, three.as_bytes(), Letter::Second)
}

fn server_takes_an_empty_datagram(bench: &mut Bench<'_>) -> Outcome {
    let mut server = bench.serve()?;
    let mut sender = sender(bench, &server)?;
    expect_answer(&mut server, &mut sender, b"", Letter::Empty)?;
    let message = bench.lab.dice.text(12);
    expect_answer(
        &mut server,
        &mut sender,
        message.as_bytes(),
        Letter::AfterEmpty,
    )
}

/// Fifty bytes that are not UTF-8; the line shows them lossily. Which escapes a
/// program uses for the control characters among them is its own affair.
fn server_returns_binary_unchanged(bench: &mut Bench<'_>) -> Outcome {
    let mut server = bench.serve()?;
    let mut sender = sender(bench, &server)?;
    let message = bench.lab.dice.invalid_utf8(50);
    expect_answer(&mut server, &mut sender, &message, Letter::Binary)?;
    let second = bench.lab.dice.text(5);
    expect_answer(&mut server, &mut sender, second.as_bytes(), Letter::Second)
}

fn server_takes_a_long_datagram(bench: &mut Bench<'_>) -> Outcome {
    const LONGEST: usize = 4096;
    let mut server = bench.serve()?;
    let mut sender = sender(bench, &server)?;
    let message = bench.lab.dice.word(LONGEST);
    expect_answer(&mut server, &mut sender, message.as_bytes(), Letter::Long)?;
    let short = bench.lab.dice.text(5);
    expect_answer(
        &mut server,
        &mut sender,
        short.as_bytes(),
        Letter::AfterLonger,
    )?;
    expect_line(&mut server, sender.at(), &short, Letter::AfterLonger)
}

fn server_escapes_control_characters(bench: &mut Bench<'_>) -> Outcome {
    let mut server = bench.serve()?;
    let mut sender = sender(bench, &server)?;
    let (head, tail) = (bench.lab.dice.word(6), bench.lab.dice.word(6));
    sender.send(
        format!("{head}\n\u{1b}[31m\r\u{7}{tail}").as_bytes(),
        server.at,
    )?;
    let from = sender.at();
    let found = server
        .program
        .process
        .wait_line(Stream::Stdout, 0, patience::STEP, |line| {
            message_in(line).filter(|(sender, text)| {
                *sender == from
                    && text.starts_with(&head)
                    && text.ends_with(&tail)
                    && !text.contains(char::is_control)
            })
        });
    if found.is_ok() {
        return Ok(());
    }
    let printed = line_of(&server, from);
    let expected = format!("Got message from {from}: {head}\\n\\u{{1b}}[31m\\r\\u{{7}}{tail}");
    Err(server.program.surprised(Surprise::MessageNotReported {
        mail: Letter::Control,
        expected,
        printed,
    }))
}

/// A sender whose socket is closed before the answer comes: the answer bounces.
fn server_survives_a_lost_sender(bench: &mut Bench<'_>) -> Outcome {
    let mut server = bench.serve()?;
    for _ in 0..3 {
        let mut lost = sender(bench, &server)?;
        lost.send(bench.lab.dice.text(8).as_bytes(), server.at)?;
    }
    let mut sender = sender(bench, &server)?;
    let message = bench.lab.dice.text(12);
    expect_answer(
        &mut server,
        &mut sender,
        message.as_bytes(),
        Letter::AfterLost,
    )
}

// ---- the client ----

/// Far longer than any answer of ours takes.
const LONG_TIMEOUT: Duration = Duration::from_secs(3);
/// Short, where the client has to run into it.
const SHORT_TIMEOUT: Duration = Duration::from_millis(80);

fn ask(at: SocketAddr, timeout: Duration, message: Option<&str>) -> Call {
    let call = Call::new().argument("client").host(at.ip()).port(at.port());
    let call = call
        .argument("--timeout")
        .argument(timeout.as_secs_f64().to_string());
    match message {
        Some(message) => call.argument(message),
        None => call,
    }
}

/// Waits for an attempt of the client's: who sent it, and when.
fn expect_attempt(
    client: &mut Running,
    server: &mut Mailbox,
    message: &[u8],
    attempt: usize,
) -> Outcome<(SocketAddr, Instant)> {
    match server.receive(&client.process, patience::STEP)? {
        Mail::Datagram { from, bytes, at } if bytes == message => Ok((from, at)),
        Mail::Datagram { bytes, .. } => Err(client.surprised(Surprise::WrongMessage {
            expected: message.to_vec(),
            got: bytes,
            attempt,
        })),
        Mail::Ended | Mail::Deadline if attempt == 1 => {
            Err(client.surprised(Surprise::NoDatagram { at: server.at() }))
        }
        Mail::Ended | Mail::Deadline => Err(client.surprised(Surprise::Attempts {
            expected: 3,
            got: attempt - 1,
        })),
    }
}

/// Asks with a random message; our server answers `answer`, and the client must
/// print `expected`.
fn answers(bench: &mut Bench<'_>, answer: &[u8], expected: &str, delivery: Delivery) -> Outcome {
    let host = bench.loopback()?;
    let mut server = bench.lab.mailbox(SocketAddr::new(host, 0))?;
    let message = bench.lab.dice.text(20);
    let mut client = bench.start(ask(server.at(), LONG_TIMEOUT, Some(&message)))?;
    let (from, _) = expect_attempt(&mut client, &mut server, message.as_bytes(), 1)?;
    server.send(answer, from)?;
    client.expect_success(Cue::WeAnswered)?;
    client.expect_stdout(format!("{expected}\n").as_bytes(), delivery)
}

/// MESSAGE, unchanged, from a port that the system picked: another one for the
/// next client.
fn client_sends_its_message(bench: &mut Bench<'_>) -> Outcome {
    let host = bench.loopback()?;
    let mut server = bench.lab.mailbox(SocketAddr::new(host, 0))?;
    let message = bench.lab.dice.text(20);
    let mut clients = Vec::new();
    let mut ports = Vec::new();
    for _ in 0..2 {
        let mut client = bench.start(ask(server.at(), LONG_TIMEOUT, Some(&message)))?;
        let (from, _) = expect_attempt(&mut client, &mut server, message.as_bytes(), 1)?;
        if ports.contains(&from.port()) {
            return Err(client.surprised(Surprise::FixedPort { port: from.port() }));
        }
        ports.push(from.port());
        clients.push(client);
    }
    Ok(())
}

fn client_prints_the_answer(bench: &mut Bench<'_>) -> Outcome {
    let answer = bench.lab.dice.text(24);
    answers(bench, answer.as_bytes(), &answer, Delivery::Whole)
}

fn client_says_hello_by_default(bench: &mut Bench<'_>) -> Outcome {
    let host = bench.loopback()?;
    let mut server = bench.lab.mailbox(SocketAddr::new(host, 0))?;
    let mut client = bench.start(ask(server.at(), LONG_TIMEOUT, None))?;
    expect_attempt(&mut client, &mut server, b"Hello", 1).map(drop)
}

fn client_takes_any_answer(bench: &mut Bench<'_>) -> Outcome {
    let long = bench.lab.dice.word(4096 + PREFIX.len());
    answers(bench, long.as_bytes(), &long, Delivery::Long)?;
    answers(bench, b"", "", Delivery::Empty)
}

/// From another port of the same host, and from another host.
fn client_ignores_strangers(bench: &mut Bench<'_>) -> Outcome {
    let host = bench.loopback()?;
    let mut server = bench.lab.mailbox(SocketAddr::new(host, 0))?;
    let mut stranger = bench.lab.mailbox(SocketAddr::new(host, 0))?;
    let (message, answer, wrong) = (
        bench.lab.dice.text(20),
        bench.lab.dice.text(24),
        bench.lab.dice.text(24),
    );
    let mut client = bench.start(ask(server.at(), LONG_TIMEOUT, Some(&message)))?;
    let (from, _) = expect_attempt(&mut client, &mut server, message.as_bytes(), 1)?;
    stranger.send(wrong.as_bytes(), from)?;
    if let Ok((elsewhere, _)) = bench.two_loopbacks() {
        bench
            .lab
            .mailbox(SocketAddr::new(elsewhere, server.at().port()))
            .map_or(Ok(()), |mut other| other.send(wrong.as_bytes(), from))?;
    }
    server.send(answer.as_bytes(), from)?;
    client.expect_success(Cue::WeAnswered)?;
    client.expect_stdout(format!("{answer}\n").as_bytes(), Delivery::AfterForeign)
}

/// Our server leaves the first datagram unanswered.
fn client_sends_again(bench: &mut Bench<'_>) -> Outcome {
    let host = bench.loopback()?;
    let mut server = bench.lab.mailbox(SocketAddr::new(host, 0))?;
    let (message, answer) = (bench.lab.dice.text(20), bench.lab.dice.text(24));
    let mut client = bench.start(ask(server.at(), SHORT_TIMEOUT * 2, Some(&message)))?;
    expect_attempt(&mut client, &mut server, message.as_bytes(), 1)?;
    let (from, _) = expect_attempt(&mut client, &mut server, message.as_bytes(), 2)?;
    server.send(answer.as_bytes(), from)?;
    client.expect_success(Cue::WeAnswered)?;
    client.expect_stdout(format!("{answer}\n").as_bytes(), Delivery::Late)
}

/// Our server never answers.
fn client_gives_up(bench: &mut Bench<'_>) -> Outcome {
    const ATTEMPTS: usize = 3;
    let host = bench.loopback()?;
    let mut server = bench.lab.mailbox(SocketAddr::new(host, 0))?;
    let message = bench.lab.dice.text(20);
    let mut client = bench.start(ask(server.at(), SHORT_TIMEOUT, Some(&message)))?;
    let (_, first) = expect_attempt(&mut client, &mut server, message.as_bytes(), 1)?;
    let mut last = first;
    for attempt in 2..=ATTEMPTS {
        (_, last) = expect_attempt(&mut client, &mut server, message.as_bytes(), attempt)?;
    }
    expect_pace(&mut client, (last - first) / 2)?;
    if let Mail::Datagram { .. } = server.receive(&client.process, patience::STEP)? {
        return Err(client.surprised(Surprise::Attempts {
            expected: ATTEMPTS,
            got: ATTEMPTS + 1,
        }));
    }
    client.expect_report(Trouble::NoReply)
}

/// The time between two attempts is about what the client was told. The bounds
/// are wide: a busy machine delays us as well as it.
fn expect_pace(client: &mut Running, measured: Duration) -> Outcome {
    let bounds = SHORT_TIMEOUT / 2..SHORT_TIMEOUT * 8;
    if bounds.contains(&measured) {
        return Ok(());
    }
    Err(client.surprised(Surprise::Pace {
        asked: SHORT_TIMEOUT,
        measured,
    }))
}

/// Nobody has the port. An answer from the system may or may not reach the
/// client, so it may fail at once or after three attempts.
fn client_reports_a_refused_port(bench: &mut Bench<'_>) -> Outcome {
    let host = bench.loopback()?;
    let port = lab::ports::choose(bench.protocol(), &[host])?;
    let message = bench.lab.dice.text(8);
    bench
        .start(ask(
            SocketAddr::new(host, port),
            SHORT_TIMEOUT,
            Some(&message),
        ))?
        .expect_report(Trouble::Refused)
}

fn client_reports_an_unknown_name(bench: &mut Bench<'_>) -> Outcome {
    let name = dialling::impossible_name(bench);
    let call = Call::new().argument("client").host(name).port(12345);
    bench.start(call)?.expect_report(Trouble::UnknownName)
}

fn client_works_over_ipv6(bench: &mut Bench<'_>) -> Outcome {
    bench.need_ipv6()?;
    let mut server = bench.lab.mailbox("[::1]:0".parse().expect("an address"))?;
    let (message, answer) = (bench.lab.dice.text(20), bench.lab.dice.text(24));
    let mut client = bench.start(ask(server.at(), LONG_TIMEOUT, Some(&message)))?;
    let (from, _) = expect_attempt(&mut client, &mut server, message.as_bytes(), 1)?;
    server.send(answer.as_bytes(), from)?;
    client.expect_success(Cue::WeAnswered)?;
    client.expect_stdout(format!("{answer}\n").as_bytes(), Delivery::Whole)
}

fn describes_its_arguments(bench: &mut Bench<'_>) -> Outcome {
    usage::describes_its_arguments(bench, &["server"], &["--host", "--port", "12345"])?;
    usage::describes_its_arguments(
        bench,
        &["client"],
        &["--host", "--port", "12345", "--timeout", "Hello"],
    )
}

fn refuses_wrong_arguments(bench: &mut Bench<'_>) -> Outcome {
    usage::refuses_wrong_arguments(bench, &["server"])?;
    usage::refuses_wrong_arguments(bench, &["client"])
}
