//! The ladder as a value: who waits for whom, the JSON form, excerpts, and
//! ladders that are made of the grader's transcript.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};

use crate::scenes;
use lab::patience;
use lab::peer::caller::{Call, call};
use lab::transcript::{Kind, Transcript};
use ladder::{
    ArrowKind, Characters, End, Ladder, ProgramIs, excerpt, from_transcript, sentence, text,
};

#[test]
fn a_hang_says_who_waits_for_whom() {
    assert_eq!(
        sentence(&scenes::hang()).as_deref(),
        Some(
            "your program is in recv, waiting for the client; \
             the client is in recv, waiting for you"
        )
    );
    assert_eq!(sentence(&scenes::reset()), None);
}

#[test]
fn the_json_form_says_what_it_is_and_counts_microseconds() {
    let json = serde_json::to_value(scenes::reset()).unwrap();
    assert_eq!(json["schema"], "handshake.ladder.v1");
    assert_eq!(json["lanes"][0]["whose"], "yours");
    assert_eq!(json["calls"][0]["entered"], 100);
    assert_eq!(json["calls"][0]["left"], 150);
    let reset = json["arrows"].as_array().unwrap().iter().find(|arrow| arrow["kind"] == "reset");
    let from = reset.unwrap()["from"]["call"].as_u64().unwrap();
    assert_eq!(json["calls"][usize::try_from(from).unwrap()]["act"], "close");
}

#[test]
fn an_excerpt_is_a_few_lines_around_a_call() {
    let ladder = scenes::many_writes();
    let last_write = ladder.calls.iter().rposition(|call| call.name == "write").unwrap();
    for width in [80, 40] {
        let shown = excerpt(&ladder, last_write, width, Characters::Unicode);
        assert!(shown.contains("write() ×24"), "{shown}");
        assert!(!shown.contains("SO_REUSEADDR"), "{shown}");
        assert!(shown.lines().count() < 20, "{shown}");
    }
    assert_eq!(excerpt(&ladder, 4711, 80, Characters::Unicode), "");
}

/// The lab as a client that says something first.
fn talk(transcript: &Transcript, at: SocketAddr) {
    let Call::Connected(mut connection) = call(at, transcript).unwrap() else {
        panic!("not connected")
    };
    connection.send(b"Hello").unwrap();
    connection.finish();
    connection.read_to_end(patience::STEP).unwrap();
}

fn kinds(ladder: &Ladder) -> Vec<(ArrowKind, bool)> {
    let is_out = |end: End| matches!(end, End::Call(_));
    ladder.arrows.iter().map(|arrow| (arrow.kind, is_out(arrow.from))).collect()
}

/// The phrases of the lab itself: if they change, arrows are missing here.
#[test]
fn what_the_lab_notes_becomes_arrows() {
    let transcript = Transcript::start();
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let at = listener.local_addr().unwrap();
    let server = std::thread::spawn(move || {
        let (mut stream, _): (TcpStream, _) = listener.accept().unwrap();
        let mut heard = Vec::new();
        stream.read_to_end(&mut heard).unwrap();
        stream.write_all(b"bye").unwrap();
    });
    talk(&transcript, at);
    server.join().unwrap();
    let ladder = from_transcript("the lab", ProgramIs::Server, &transcript.events());
    let (out, back) = (true, false);
    assert_eq!(
        kinds(&ladder),
        [
            (ArrowKind::Connection, out),
            (ArrowKind::Bytes(5), out),
            (ArrowKind::Finish, out),
            (ArrowKind::Bytes(3), back),
            (ArrowKind::Finish, back),
        ],
        "{}",
        text(&ladder, 80, Characters::Unicode)
    );
}

#[test]
fn what_a_program_printed_stands_in_its_lane() {
    let transcript = Transcript::start();
    transcript.grader(Kind::Start, "started `server`");
    transcript.program(Kind::Stdout, "Listening\x1b[2J on 127.0.0.1:4000");
    transcript.grader(Kind::Socket, "tried to connect to 127.0.0.1:4000 and was refused");
    transcript.program(Kind::End, "exit status 1");
    let ladder = from_transcript("a server", ProgramIs::Server, &transcript.events());
    assert_eq!(kinds(&ladder), [(ArrowKind::Refused, true)]);
    let shown = text(&ladder, 100, Characters::Unicode);
    assert!(shown.contains("prints Listening\\u{1b}[2J"), "{shown}");
    assert!(shown.contains('×'), "{shown}");
}
