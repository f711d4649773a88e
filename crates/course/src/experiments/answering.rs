//! The server of `udp-pair`: answers every datagram, and reports it.

use super::listening::{self, Server};
use super::serving::PROMPT;
use crate::bench::Bench;
use crate::stop::Outcome;
use crate::surprise::{Letter, Surprise};
use crate::text::address_in;
use lab::patience;
use lab::peer::mailbox::{Mail, Mailbox};
use lab::process::Stream;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

/// What every answer begins with.
const PREFIX: &[u8] = b"Thank you for sending ";

/// A port that programs answer to which have seen only one client.
const DECOY_PORT: u16 = 12346;

/// What came of a datagram.
enum Answered {
    InTime,
    /// The right answer, so long after it.
    Late(Duration),
}

/// A sender of ours beside the server.
struct Sender {
    mailbox: Mailbox,
    /// Where an answer goes that does not go to its sender; opened where it can be.
    decoy: Option<Mailbox>,
}

impl Sender {
    fn beside(bench: &Bench<'_>, server: &Server) -> Outcome<Self> {
        let host = server.at.ip();
        Ok(Self {
            mailbox: bench.lab.mailbox(SocketAddr::new(host, 0))?,
            decoy: bench.lab.mailbox(SocketAddr::new(host, DECOY_PORT)).ok(),
        })
    }

    /// One datagram, and exactly the right answer from the right place, at once. On a busy
    /// machine one may be late: then there is another.
    fn expect_answer(&mut self, server: &mut Server, message: &[u8], letter: Letter) -> Outcome {
        const ROUNDS: usize = 3;
        let mut late = None;
        for _ in 0..ROUNDS {
            match self.ask(server, message, letter)? {
                Answered::InTime => return Ok(()),
                Answered::Late(by) => late = Some(by),
            }
        }
        let surprise = Surprise::NoReply { mail: letter, decoy: None, late };
        Err(server.program.surprised(surprise))
    }

    fn ask(&mut self, server: &mut Server, message: &[u8], letter: Letter) -> Outcome<Answered> {
        let expected = [PREFIX, message].concat();
        let start = Instant::now();
        self.mailbox.send(message, server.at)?;
        let surprise = match self.mailbox.receive(&server.program.process, patience::STEP)? {
            Mail::Datagram { from, .. } if from != server.at => {
                Surprise::ReplyFromElsewhere { server: server.at, from }
            }
            Mail::Datagram { bytes, .. } if bytes != expected => {
                Surprise::WrongReply { mail: letter, expected, got: bytes }
            }
            Mail::Datagram { at, .. } if at - start > PROMPT => {
                return Ok(Answered::Late(at - start));
            }
            Mail::Datagram { .. } => return Ok(Answered::InTime),
            Mail::Ended | Mail::Deadline => {
                Surprise::NoReply { mail: letter, decoy: self.strayed(server)?, late: None }
            }
        };
        Err(server.program.surprised(surprise))
    }

    /// Where the answer went instead.
    fn strayed(&mut self, server: &Server) -> Outcome<Option<SocketAddr>> {
        let Some(decoy) = &mut self.decoy else {
            return Ok(None);
        };
        let mail = decoy.receive(&server.program.process, Duration::ZERO)?;
        Ok(matches!(mail, Mail::Datagram { .. }).then_some(decoy.at()))
    }

    /// The line `Got message from ADDR: TEXT` for this sender, `accept` deciding
    /// about the text.
    fn expect_line(
        &mut self,
        server: &mut Server,
        text: &str,
        letter: Letter,
        accept: impl Fn(&str) -> bool,
    ) -> Outcome {
        let from = self.mailbox.at();
        let is_it = |line: &str| {
            message_in(line).filter(|(sender, shown)| *sender == from && accept(shown))
        };
        let process = &server.program.process;
        if process.wait_line(Stream::Stdout, 0, patience::STEP, is_it).is_ok() {
            return Ok(());
        }
        let printed = line_of(server, from);
        let is_missing = printed.is_none() && !holds(&process.printed(Stream::Stdout), text);
        let came_late = is_missing && self.comes_with_more(server, text)?;
        let expected = format!("Got message from {from}: {text}");
        let surprise = Surprise::MessageNotReported { mail: letter, expected, printed, came_late };
        Err(server.program.surprised(surprise))
    }

    /// The line did not come. Does it sit in a buffer? Then more datagrams push
    /// it out.
    fn comes_with_more(&mut self, server: &Server, text: &str) -> Outcome<bool> {
        /// With lines of some 40 bytes, more than the 8 KiB of a `BufWriter`.
        const MORE: usize = 400;
        const ANSWER: Duration = Duration::from_millis(500);
        /// Another text than the one that we look for.
        const OTHER: &[u8] = b"one of many";
        for _ in 0..MORE {
            self.mailbox.send(OTHER, server.at)?;
            // One at a time, so that none is lost.
            let answer = self.mailbox.receive(&server.program.process, ANSWER)?;
            if !matches!(answer, Mail::Datagram { .. }) {
                break;
            }
        }
        let process = &server.program.process;
        Ok(process.wait_change(Stream::Stdout, ANSWER, |printed| holds(printed, text)))
    }

    /// One datagram, its answer, and its line.
    fn expect_answer_and_line(
        &mut self,
        server: &mut Server,
        message: &[u8],
        letter: Letter,
    ) -> Outcome {
        self.expect_answer(server, message, letter)?;
        let text = String::from_utf8_lossy(message).into_owned();
        self.expect_line(server, &text, letter, |shown| shown == text)
    }
}

/// Whether a datagram's line is there, ended or not.
fn holds(printed: &[u8], text: &str) -> bool {
    let printed = String::from_utf8_lossy(printed);
    printed.contains("Got message from ") && printed.contains(text)
}

/// The last line that the server printed for a sender.
fn line_of(server: &Server, from: SocketAddr) -> Option<String> {
    let printed = server.program.process.printed(Stream::Stdout);
    let lines = String::from_utf8_lossy(&printed).into_owned();
    let is_from = |line: &&str| message_in(line).is_some_and(|(sender, _)| sender == from);
    lines.lines().rfind(is_from).map(str::to_owned)
}

/// Sender and text of a line that the server printed.
fn message_in(line: &str) -> Option<(SocketAddr, String)> {
    let rest = line.strip_prefix("Got message from ")?;
    // Neither Rust's form of an address nor Python's contains ": ".
    let (address, text) = rest.split_once(": ").or_else(|| Some((rest.strip_suffix(':')?, "")))?;
    Some((address_in(address)?, text.to_owned()))
}

/// One datagram of text.
pub fn answers(bench: &mut Bench<'_>) -> Outcome {
    let mut server = bench.serve()?;
    let mut sender = Sender::beside(bench, &server)?;
    let message = bench.lab.dice.text(20);
    sender.expect_answer(&mut server, message.as_bytes(), Letter::First)
}

/// The line for a datagram.
pub fn reports_each_datagram(bench: &mut Bench<'_>) -> Outcome {
    let mut server = bench.serve()?;
    let mut sender = Sender::beside(bench, &server)?;
    let text = bench.lab.dice.text(20);
    sender.mailbox.send(text.as_bytes(), server.at)?;
    sender.expect_line(&mut server, &text, Letter::First, |shown| shown == text)
}

/// The same sender again, then two others, in turn.
pub fn answers_every_sender(bench: &mut Bench<'_>) -> Outcome {
    let mut server = bench.serve()?;
    let mut first = Sender::beside(bench, &server)?;
    let [one, two, three] = [(); 3].map(|()| bench.lab.dice.text(12));
    first.expect_answer(&mut server, one.as_bytes(), Letter::First)?;
    first.expect_answer(&mut server, two.as_bytes(), Letter::Second)?;
    for _ in 0..2 {
        let mut other = Sender::beside(bench, &server)?;
        other.expect_answer(&mut server, three.as_bytes(), Letter::OtherSender)?;
    }
    first.expect_answer(&mut server, three.as_bytes(), Letter::Second)
}

/// HOST is an IPv6 address: the same answers, and the sender's address in the form
/// of its family.
pub fn works_over_ipv6(bench: &mut Bench<'_>) -> Outcome {
    let mut server = listening::serve_over_ipv6(bench)?;
    let mut sender = Sender::beside(bench, &server)?;
    let message = bench.lab.dice.text(12);
    sender.expect_answer_and_line(&mut server, message.as_bytes(), Letter::First)
}

/// A hundred datagrams, one after the other; then none for a while; then one more.
pub fn runs_until_it_is_killed(bench: &mut Bench<'_>) -> Outcome {
    const MANY: usize = 100;
    let mut server = bench.serve()?;
    let mut sender = Sender::beside(bench, &server)?;
    let message = bench.lab.dice.text(12);
    for _ in 0..MANY {
        sender.expect_answer(&mut server, message.as_bytes(), Letter::AfterMany)?;
    }
    server.program.outwait();
    sender.expect_answer(&mut server, message.as_bytes(), Letter::AfterQuiet)
}

/// An empty datagram is a message like any other: UDP has no end of stream.
pub fn takes_an_empty_datagram(bench: &mut Bench<'_>) -> Outcome {
    let mut server = bench.serve()?;
    let mut sender = Sender::beside(bench, &server)?;
    sender.expect_answer_and_line(&mut server, b"", Letter::Empty)?;
    let message = bench.lab.dice.text(12);
    sender.expect_answer(&mut server, message.as_bytes(), Letter::AfterEmpty)
}

/// Fifty random bytes come back as they were. What is printed of control
/// characters among them is the matter of another check; then bytes that are
/// not UTF-8 between two words.
pub fn returns_binary_unchanged(bench: &mut Bench<'_>) -> Outcome {
    let mut server = bench.serve()?;
    let mut sender = Sender::beside(bench, &server)?;
    let random = bench.lab.dice.invalid_utf8(50);
    sender.expect_answer(&mut server, &random, Letter::Binary)?;
    let (head, tail) = (bench.lab.dice.word(5), bench.lab.dice.word(5));
    let message = [head.as_bytes(), &[0xFF, 0xFE], tail.as_bytes()].concat();
    sender.expect_answer_and_line(&mut server, &message, Letter::Binary)
}

/// The longest datagram that must be taken, then a short one.
pub fn takes_a_long_datagram(bench: &mut Bench<'_>) -> Outcome {
    const LONGEST: usize = 4096;
    let mut server = bench.serve()?;
    let mut sender = Sender::beside(bench, &server)?;
    let message = bench.lab.dice.word(LONGEST);
    sender.expect_answer_and_line(&mut server, message.as_bytes(), Letter::Long)?;
    let short = bench.lab.dice.text(5);
    sender.expect_answer_and_line(&mut server, short.as_bytes(), Letter::AfterLonger)?;
    server.program.expect_quiet()
}

/// A datagram must not steer the terminal of who watches the server; white
/// space at its ends is shown as it is.
pub fn escapes_control_characters(bench: &mut Bench<'_>) -> Outcome {
    let mut server = bench.serve()?;
    let mut sender = Sender::beside(bench, &server)?;
    let spaced = format!("  {} ", bench.lab.dice.word(6));
    sender.expect_answer_and_line(&mut server, spaced.as_bytes(), Letter::Spaced)?;
    let (head, tail) = (bench.lab.dice.word(6), bench.lab.dice.word(6));
    let message = format!("{head}\n\u{1b}[31m\t\r\u{7}\u{7f}\u{9b}{tail}");
    sender.mailbox.send(message.as_bytes(), server.at)?;
    // Which form an escape has is the program's own affair.
    let shown = format!("{head}\\n\\u{{1b}}[31m\\t\\r\\u{{7}}\\u{{7f}}\\u{{9b}}{tail}");
    sender.expect_line(&mut server, &shown, Letter::Control, |text| {
        let between = text.strip_prefix(&head).and_then(|text| text.strip_suffix(&tail));
        // Seven of them, each with something in its place, around "[31m".
        between.is_some_and(|text| !text.contains(char::is_control) && text.len() >= 4 + 7)
    })
}

/// Senders that are gone before the answer comes, so that it bounces; and a
/// datagram so long that its answer cannot be sent (65,507 bytes is the most
/// that fits into one over IPv4).
pub fn survives_its_senders(bench: &mut Bench<'_>) -> Outcome {
    const HUGE: usize = 65_507;
    let mut server = bench.serve()?;
    // Before the others: the port of one that is gone, and an answer to it, would be theirs.
    let mut sender = Sender::beside(bench, &server)?;
    let mut last_sender = Sender::beside(bench, &server)?;
    for _ in 0..3 {
        let mut lost = Sender::beside(bench, &server)?;
        lost.mailbox.send(bench.lab.dice.text(8).as_bytes(), server.at)?;
    }
    let message = bench.lab.dice.text(12);
    sender.expect_answer(&mut server, message.as_bytes(), Letter::AfterLost)?;
    // Where the system does not let us send it (macOS), nobody can.
    if sender.mailbox.send(&vec![b'x'; HUGE], server.at).is_ok() {
        last_sender.expect_answer(&mut server, message.as_bytes(), Letter::AfterHuge)?;
    }
    Ok(())
}
