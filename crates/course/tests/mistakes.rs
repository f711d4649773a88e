//! Mistakes are recognised from evidence alone: no process, no socket.

use course::evidence::{Asked, Evidence, Record};
use course::mistakes;
use course::step::Step;
use course::surprise::{Cue, Delivery, Flaw, Letter, Nudge, Situation, Surprise, Trouble};
use lab::blocked::Blocked;
use lab::exit::Exit;
use lab::peer::connection::{Received, StreamEnd};
use lab::sockets::{Protocol, Socket};
use std::net::SocketAddr;
use std::time::Duration;

fn address(text: &str) -> SocketAddr {
    text.parse().unwrap()
}

fn printed(expected: &str, got: &str, delivery: Delivery) -> (Surprise, Record) {
    let record = Record { stdout: got.into(), exit: Some(Exit::Status(0)), ..Record::default() };
    (Surprise::Printed { expected: expected.into(), delivery }, record)
}

fn greeted(
    bytes: &[u8],
    end: StreamEnd,
    situation: Situation,
    nudge: Option<Nudge>,
) -> (Surprise, Record) {
    let received = Received { bytes: bytes.to_vec(), end, first_after: None };
    (Surprise::Greeting { situation, received, nudge }, Record::default())
}

#[track_caller]
fn check(step: Step, asked: Asked, (surprise, record): (Surprise, Record), expected: Option<&str>) {
    let evidence = Evidence { step, surprise, asked, record };
    assert_eq!(mistakes::recognise(&evidence).map(|mistake| mistake.id), expected);
}

#[track_caller]
fn client(surprise: (Surprise, Record), expected: &str) {
    check(Step::Client, Asked::default(), surprise, Some(expected));
}

#[track_caller]
fn server(surprise: (Surprise, Record), expected: &str) {
    let asked = Asked { host: Some("127.0.0.1".to_owned()), port: Some(4000), ..Asked::default() };
    check(Step::GreetingServer, asked, surprise, Some(expected));
}

const GREETING: &[u8] = b"Thank you for connecting";

#[test]
fn what_a_client_prints_tells_how_it_reads() {
    let pieces = || Delivery::Pieces(vec![4, 5, 3]);
    client(printed("abcdefghijkl\n", "abcd\n", pieces()), "one-read");
    client(printed("abcüefghijkl\n", "abc\u{fffd}\n", pieces()), "one-read");
    client(printed("abcdefghijkl\n", "abcdefghi\n", pieces()), "reads-fixed-length");
    client(printed("abcdefghijkl\n", "abcd\nefghi\njkl\n", pieces()), "line-per-piece");
    client(
        printed("abcüefghijkl\n", "abc\u{fffd}\u{fffd}efghijkl\n", pieces()),
        "decodes-each-piece",
    );
    client(printed("abcüefghijkl\n", "\u{fffd}efghijkl\n", pieces()), "keeps-last-piece");
    client(printed("abcdefghijkl\n", "jkl\n", pieces()), "keeps-last-piece");
    client(printed("hello\n", "hello\0\0\0\n", Delivery::Whole), "prints-whole-buffer");
    client(printed("hello\n", "\"hello\"\n", Delivery::Whole), "debug-quotes");
    client(printed("hello\n", "[104, 101, 108]\n", Delivery::Whole), "prints-bytes-as-list");
    client(printed("hello\n", "[68, 65, 6c, 6c, 6f]\n", Delivery::Whole), "prints-bytes-as-list");
    client(printed("hello\n", "68656c6c6f\n", Delivery::Whole), "prints-bytes-as-list");
    client(printed("h\u{fc}llo\n", "h\u{c3}\u{bc}llo\n", Delivery::Whole), "byte-as-char");
    client(printed("hüllo\n", "6\n", Delivery::Whole), "prints-length");
    client(printed("hüllo\n", "5\n", Delivery::Whole), "prints-length");
    client(printed("hüllo\n", "üllo\n", Delivery::Whole), "alters-text");
    client(printed("hüllo\n", "hllo\n", Delivery::Whole), "alters-text");
    client(printed("hello\n", "\n", Delivery::Whole), "prints-empty-line");
    client(printed("hello\n", "hello", Delivery::Whole), "no-final-newline");
    client(printed("hello\n", "hello\n\n", Delivery::Whole), "no-final-newline");
    client(printed("hello\n", "Thank you\n", Delivery::Whole), "prints-constant");
    client(printed("hello\n", "connected\nhello\n", Delivery::Whole), "extra-output");
    client(printed("hello\n", "Received: hello\n", Delivery::Whole), "adds-text");
    client(printed("  a\nb \n\n", "a\nb\n", Delivery::Spaced), "trims-text");
    client(printed("  a\nb \n\n", "  a\n", Delivery::Spaced), "stops-at-newline");
    client(printed("ab\u{fffd}cd\n", "abcd\n", Delivery::Invalid), "drops-invalid-bytes");
    client(printed("hello\n", "", Delivery::Whole), "output-not-flushed");
}

#[test]
fn what_a_server_sends_tells_how_it_serves() {
    use StreamEnd::{Closed, Open, Reset};
    let newline = [GREETING, b"\n"].concat();
    let quoted = [b"\"", GREETING, b"\""].concat();
    server(greeted(&newline, Closed, Situation::First, None), "extra-newline");
    server(greeted(&quoted, Closed, Situation::First, None), "debug-quotes");
    server(greeted(GREETING, Open, Situation::First, None), "keeps-connection-open");
    server(
        greeted(GREETING, Open, Situation::First, Some(Nudge::WeClosed)),
        "waits-for-client-to-close",
    );
    server(greeted(GREETING, Reset, Situation::First, None), "resets-connection");
    server(greeted(b"", Open, Situation::First, Some(Nudge::WeSpoke)), "reads-first");
    server(greeted(b"", Closed, Situation::First, None), "sends-nothing");
    server(greeted(b"", Open, Situation::Second, None), "stops-serving");
    server(greeted(b"", Open, Situation::AfterReset, None), "dies-with-a-client");
    server(greeted(b"Hello", Closed, Situation::First, None), "wrong-greeting");
    server(greeted(&GREETING.repeat(2), Closed, Situation::First, None), "repeats-greeting");
    server(greeted(&GREETING.repeat(9)[..99], Open, Situation::First, None), "repeats-greeting");
}

#[test]
fn a_server_that_waits_in_a_read_without_a_greeting_reads_first() {
    let (surprise, mut record) = greeted(b"", StreamEnd::Open, Situation::First, None);
    let on = Some("its connection with 127.0.0.1:4001".to_owned());
    record.blocked = Some(Blocked::In { call: "recv()", on });
    server((surprise, record), "reads-first");
}

#[test]
fn a_client_that_fails_has_the_name_that_its_message_supports() {
    let failed = |delivery, message: &str| {
        let stderr = format!("error: cannot read: {message}\n").into_bytes();
        let record = Record { stderr, exit: Some(Exit::Status(1)), ..Record::default() };
        (Surprise::Failed { delivery }, record)
    };
    let unnamed = |surprise| check(Step::Client, Asked::default(), surprise, None);
    client(failed(Delivery::Empty, "failed to fill whole buffer"), "reads-fixed-length");
    unnamed(failed(Delivery::Empty, "nothing came"));
    unnamed(failed(Delivery::Whole, "that is too much for me"));
    if cfg!(target_os = "linux") {
        let would_block = "Resource temporarily unavailable (os error 11)";
        client(failed(Delivery::Whole, would_block), "non-blocking-read");
        client(failed(Delivery::Late, would_block), "gives-up-early");
        // Not the name's second address: it has come to reading.
        let addresses = ["127.0.0.2", "127.0.0.3"].map(|address| address.parse().unwrap()).to_vec();
        let name = Asked { host: Some("a.test".to_owned()), addresses, ..Asked::default() };
        let late = failed(Delivery::Whole, would_block);
        check(Step::Client, name, late, Some("non-blocking-read"));
        unnamed(failed(Delivery::Whole, "Connection reset by peer (os error 104)"));
    }
}

#[test]
fn the_sockets_of_a_server_tell_what_it_did() {
    let owning = |surprise, protocol, own: &str| {
        let sockets = vec![Socket { protocol, address: address(own) }];
        (surprise, Record { sockets, ..Record::default() })
    };
    let expected = address("127.0.0.1:4000");
    let bound = || Surprise::BoundElsewhere { expected };
    let not_listening = || Surprise::NotListening {
        announced: expected,
        protocol: Protocol::Tcp,
        came_late: false,
    };
    server(owning(bound(), Protocol::Tcp, "0.0.0.0:4000"), "binds-wildcard");
    server(owning(bound(), Protocol::Tcp, "127.0.0.2:4000"), "ignores-host");
    server(owning(not_listening(), Protocol::Udp, "127.0.0.1:4000"), "udp-instead-of-tcp");
    server((not_listening(), Record::default()), "never-listens");
    let elsewhere =
        |announced| Surprise::AnnouncedElsewhere { expected, announced: address(announced) };
    server((elsewhere("127.0.0.1:7878"), Record::default()), "constant-port");
    server((elsewhere("127.0.0.2:4000"), Record::default()), "ignores-host");
}

#[test]
fn the_report_of_a_failure_tells_how_it_was_handled() {
    let report = |trouble, flaw| (Surprise::Unreported { trouble, flaw }, Record::default());
    client(report(Trouble::Refused, Flaw::Panicked), "unwrap-on-connect");
    server(report(Trouble::PortBusy, Flaw::Panicked), "unwrap-on-bind");
    server(report(Trouble::UnknownName, Flaw::Panicked), "unwrap-on-lookup");
    client(report(Trouble::Refused, Flaw::Hangs), "retries-for-ever");
    client(report(Trouble::Refused, Flaw::Success), "failure-exits-zero");
    client(report(Trouble::Reset, Flaw::Success), "hides-reset");
    client(report(Trouble::Refused, Flaw::OnStdout), "failure-on-stdout");
    client(report(Trouble::Refused, Flaw::Silent), "failure-is-silent");
    client(report(Trouble::Refused, Flaw::NoPrefix), "failure-without-prefix");
    client(report(Trouble::Refused, Flaw::OtherStatus(3)), "wrong-failure-status");
}

#[test]
fn where_a_program_calls_tells_which_argument_it_ignores() {
    let at = address("127.9.9.9:4000");
    let called = |decoy| Surprise::NobodyCalled { at, decoy, datagram: false };
    client((called(Some(address("127.0.0.1:4000"))), Record::default()), "ignores-host");
    client((called(Some(address("127.9.9.9:8080"))), Record::default()), "constant-port");
    let ended = Record { exit: Some(Exit::Status(0)), ..Record::default() };
    client((called(None), ended), "never-connects");
    let failed = || Record { exit: Some(Exit::Status(1)), ..Record::default() };
    client((called(None), failed()), "wrong-default");
    let asked = Asked { host: Some("127.9.9.9".to_owned()), port: Some(4000), ..Asked::default() };
    let stderr = b"error: cannot connect to 127.9.9.9:5555: refused\n".to_vec();
    let record = Record { stderr, exit: Some(Exit::Status(1)), ..Record::default() };
    check(Step::Client, asked, (called(None), record), Some("constant-port"));
}

#[test]
fn a_letter_without_an_answer_tells_how_a_udp_server_ends() {
    let silent = |mail| (Surprise::NoReply { mail, decoy: None, late: None }, Record::default());
    let udp = |surprise, expected| check(Step::UdpPair, Asked::default(), surprise, Some(expected));
    udp(silent(Letter::First), "never-replies");
    udp(silent(Letter::Second), "one-datagram-only");
    udp(silent(Letter::OtherSender), "serves-first-sender-only");
    udp(silent(Letter::Empty), "empty-is-the-end");
    udp(silent(Letter::AfterHuge), "dies-with-a-sender");
    udp(silent(Letter::AfterMany), "one-datagram-only");
    udp(silent(Letter::AfterQuiet), "ends-when-idle");
}

#[test]
fn the_pace_of_a_udp_client_tells_which_timeout_it_ignores() {
    let pace = |asked| {
        let measured = Duration::from_secs(3);
        (Surprise::Pace { asked, measured }, Record::default())
    };
    let udp = |surprise, expected| check(Step::UdpPair, Asked::default(), surprise, Some(expected));
    udp(pace(Some(Duration::from_millis(40))), "ignores-timeout");
    udp(pace(None), "wrong-default");
}

#[test]
fn a_line_about_a_client_that_comes_late_is_no_missing_one() {
    let peer = address("127.0.0.1:4000");
    let reported = |late| Surprise::PeerNotReported { peer, came_late: false, late };
    server((reported(Some(Duration::from_secs(1))), Record::default()), "delays-output");
    server((reported(None), Record::default()), "missing-peer-line");
    let printing = |line: &str| Record { stdout: line.into(), ..Record::default() };
    let other = printing("Got connection from 127.0.0.1:4001\n");
    server((reported(None), other), "missing-peer-line");
    let words = printing("connection from 127.0.0.1\n");
    server((reported(None), words), "different-text");
}

#[test]
fn what_nobody_has_described_has_no_name() {
    let crashed = Record { exit: Some(Exit::Signal(11)), ..Record::default() };
    let failed = Surprise::Failed { delivery: Delivery::Pair };
    check(Step::Client, Asked::default(), (failed, crashed), None);
    let hangs = Surprise::StillRunning { after: Cue::Usage };
    check(Step::Client, Asked::default(), (hangs, Record::default()), None);
}
