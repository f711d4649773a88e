//! Ladders of programs that really ran: this test binary is both of them.
#![cfg(target_os = "linux")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Command, Stdio};
use std::thread;

use ladder::{Act, ArrowKind, Characters, End, Ladder, Whose, text};
use socket_trace::Error;
use socket_trace::event::Event;
use trace::from_trace::{Traced, from_trace};

const GREETING: &[u8] = b"Thank you for connecting";
/// Tells the client where the server is. Without it the roles are not played.
const ADDRESS: &str = "LADDER_TEST_ADDRESS";

#[test]
#[ignore = "it is run by another test, as the server"]
fn greets_one_client() {
    if std::env::var_os(ADDRESS).is_none() {
        return;
    }
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    println!("Listening on {}", listener.local_addr().unwrap());
    let (mut client, _) = listener.accept().unwrap();
    client.write_all(GREETING).unwrap();
}

#[test]
#[ignore = "it is run by another test, as the client"]
fn reads_a_greeting() {
    let Ok(address) = std::env::var(ADDRESS) else { return };
    let mut greeting = Vec::new();
    let mut server = TcpStream::connect(address).unwrap();
    server.read_to_end(&mut greeting).unwrap();
    assert_eq!(greeting, GREETING);
}

/// This binary, as one of the two above.
fn role(name: &str) -> Command {
    #[expect(clippy::disallowed_methods, reason = "the tracer takes a command that is not started")]
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--ignored", "--exact", "--nocapture", name]).stdin(Stdio::null());
    command
}

fn passed_over<T>(error: &Error) -> Option<T> {
    eprintln!("passed over: {error}");
    None
}

/// What a program does; `None` where this machine does not let it be seen.
fn traced(command: Command) -> Option<Vec<Event>> {
    let mut events = Vec::new();
    match socket_trace::run(command, |event| events.push(event)) {
        Ok(_) => Some(socket_trace::collect(events)),
        Err(error @ (Error::Unsupported | Error::AlreadyTraced { .. })) => passed_over(&error),
        Err(error @ (Error::Forbidden(_) | Error::MemoryForbidden(_))) => passed_over(&error),
        Err(error @ (Error::Start { .. } | Error::Kernel { .. })) => panic!("{error}"),
    }
}

fn one_run() -> Option<Ladder> {
    let (printed, stdout) = std::io::pipe().unwrap();
    let mut server = role("greets_one_client");
    server.env(ADDRESS, "").stdout(stdout);
    let server = thread::spawn(move || traced(server));
    let mut lines = BufReader::new(printed).lines();
    let address = lines.find_map(|line| {
        line.unwrap().split_once("Listening on ").map(|(_, address)| address.to_owned())
    });
    // Without an address there was no server.
    let client = address.and_then(|address| {
        let mut client = role("reads_a_greeting");
        client.env(ADDRESS, address).stdout(Stdio::null());
        traced(client)
    });
    // The server must not find its output closed.
    lines.for_each(drop);
    let (server, client) = (server.join().unwrap()?, client?);
    Some(from_trace(
        "a real run",
        &[
            Traced { name: "the server", whose: Whose::Yours, events: &server },
            Traced { name: "the client", whose: Whose::Theirs, events: &client },
        ],
    ))
}

#[test]
fn a_real_run_has_the_arrows_of_every_book_on_sockets() {
    let Some(ladder) = one_run() else { return };
    let shown = text(&ladder, 100, Characters::Unicode);
    let act = |end: End| match end {
        End::Call(call) => (ladder.calls[call].lane, ladder.calls[call].act),
        End::Lane(_) | End::Nowhere => panic!("{end:?}\n{shown}"),
    };
    let drawn: Vec<_> =
        ladder.arrows.iter().map(|arrow| (arrow.kind, act(arrow.from), act(arrow.to))).collect();
    assert_eq!(
        drawn,
        [
            (ArrowKind::Connection, (1, Act::Connect), (0, Act::Accept)),
            (ArrowKind::Bytes(24), (0, Act::Send), (1, Act::Receive)),
            (ArrowKind::Finish, (0, Act::Close), (1, Act::Receive)),
        ],
        "{shown}"
    );
    assert_eq!(ladder.waiting, [], "{shown}");
    assert!(!shown.contains("F_GETFD"), "{shown}");
}
