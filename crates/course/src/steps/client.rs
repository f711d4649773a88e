//! Step 3: connect, read to the end, print.

use crate::bench::{Bench, Call, Running};
use crate::check::Check;
use crate::experiments::{defaults, dialling, pairs, usage};
use crate::stop::Outcome;
use crate::surprise::{Cue, Delivery, Flaw, Surprise, Trouble};
use lab::patience;
use lab::peer::connection::Connection;
use lab::peer::harbour::Harbour;
use lab::process::Stream;

/// What is checked, in the order in which it is told.
pub const CHECKS: &[Check] = &[
    Check::new(
        "connects_to_host_and_port",
        "connects to HOST and PORT",
        dialling::connects_to_host_and_port,
    )
    .worth(2),
    Check::new(
        "prints_the_greeting",
        "prints what the server sends, and a line end",
        prints_the_greeting,
    )
    .after(&["connects_to_host_and_port"])
    .worth(3),
    Check::new(
        "reads_a_greeting_in_pieces",
        "reads a greeting that comes in pieces",
        reads_a_greeting_in_pieces,
    )
    .after(&["prints_the_greeting"])
    .worth(4),
    Check::new("reads_a_long_greeting", "reads a long greeting", reads_a_long_greeting)
        .after(&["reads_a_greeting_in_pieces"])
        .worth(3),
    Check::new(
        "prints_text_unchanged",
        "prints white space and line ends as they came",
        prints_text_unchanged,
    )
    .after(&["prints_the_greeting"])
    .worth(2),
    Check::new(
        "shows_invalid_utf8",
        "shows bytes that are not UTF-8 as replacement characters",
        shows_invalid_utf8,
    )
    .after(&["prints_the_greeting"])
    .worth(2),
    Check::new(
        "accepts_an_empty_greeting",
        "prints an empty line when the server closes at once",
        accepts_an_empty_greeting,
    )
    .after(&["prints_the_greeting"])
    .worth(2),
    Check::new(
        "waits_for_a_slow_server",
        "waits for a server that takes its time",
        waits_for_a_slow_server,
    )
    .after(&["prints_the_greeting"])
    .worth(1),
    Check::new(
        "waits_for_the_rest",
        "waits for the rest when the server pauses in the middle of the greeting",
        waits_for_the_rest,
    )
    .after(&["reads_a_greeting_in_pieces"])
    .worth(1),
    Check::new(
        "prints_what_came_before_a_reset",
        "prints what it read before a reset, then reports the failure",
        prints_what_came_before_a_reset,
    )
    .after(&["prints_the_greeting"])
    .worth(2),
    Check::new(
        "connects_once_and_sends_nothing",
        "connects once and sends nothing",
        connects_once_and_sends_nothing,
    )
    .after(&["connects_to_host_and_port"])
    .worth(2),
    Check::new("connects_over_ipv6", "connects to an IPv6 address", dialling::connects_over_ipv6)
        .after(&["prints_the_greeting"])
        .worth(2),
    Check::new("resolves_localhost", "resolves a name", dialling::resolves_localhost)
        .after(&["prints_the_greeting"])
        .worth(2),
    dialling::TRIES_THE_NEXT_ADDRESS.worth(1),
    dialling::CALLS_THE_FIRST_ADDRESS.worth(1),
    Check::new(
        "uses_its_default_host",
        "connects to the machine's own name when HOST is left out",
        dialling::uses_its_default_host,
    )
    .after(&["resolves_localhost"])
    .worth(1),
    Check::new(
        "connects_to_its_default_port",
        "connects to port 12345 when PORT is left out",
        defaults::connects_to_its_default_port,
    )
    .after(&["uses_its_default_host", "connects_once_and_sends_nothing"])
    .worth(1),
    Check::new(
        "reports_a_refused_connection",
        "reports a refused connection, with exit status 1",
        dialling::reports_a_refused_connection,
    )
    .after(&["connects_to_host_and_port"])
    .worth(2),
    dialling::REPORTS_AN_UNKNOWN_NAME.worth(1),
    usage::DESCRIBES_ITS_ARGUMENTS.worth(1),
    usage::REFUSES_WRONG_ARGUMENTS.worth(1),
    Check::new(
        "reads_from_the_reference_server",
        "talks to the reference server",
        pairs::reads_from_the_reference_server,
    )
    .after(&["prints_the_greeting", "connects_once_and_sends_nothing"])
    .worth(1),
    Check::new(
        "reads_from_your_server",
        "talks to your own greeting-server",
        pairs::reads_from_your_server,
    )
    .after(&["prints_the_greeting", "connects_once_and_sends_nothing"])
    .worth(2),
];

/// Starts the client against a server of ours and waits for its connection.
fn visit(bench: &mut Bench<'_>) -> Outcome<(Running, Connection, Harbour)> {
    let host = bench.loopback()?;
    let mut harbour = bench.harbour(host, 12345)?;
    let mut client = bench.start(Call::new().host(host).port(harbour.at().port()))?;
    let connection = client.expect_call(&mut harbour)?;
    Ok((client, connection, harbour))
}

/// Sends all at once, closes, and expects it printed.
fn prints(bench: &mut Bench<'_>, greeting: &[u8], delivery: Delivery) -> Outcome {
    let (mut client, mut connection, mut harbour) = visit(bench)?;
    if delivery == Delivery::Long {
        client.patience = patience::LONG_READ;
    }
    connection.send(greeting)?;
    connection.finish();
    let outcome = expect_printed(&mut client, greeting, delivery);
    client.blame_second_call(&mut harbour, outcome)
}

fn expect_printed(client: &mut Running, greeting: &[u8], delivery: Delivery) -> Outcome {
    client.expect_success(Cue::WeClosed, delivery.clone())?;
    client.expect_stdout(format!("{}\n", String::from_utf8_lossy(greeting)).as_bytes(), delivery)
}

/// A random greeting in one segment.
fn prints_the_greeting(bench: &mut Bench<'_>) -> Outcome {
    let greeting = bench.lab.dice.text(24);
    prints(bench, greeting.as_bytes(), Delivery::Whole)
}

/// Three to five pieces, each sent when the one before was read; one cut lies
/// within `ü`.
fn reads_a_greeting_in_pieces(bench: &mut Bench<'_>) -> Outcome {
    let pieces: Vec<String> =
        (0..bench.lab.dice.number(3..6)).map(|_| bench.lab.dice.text(8)).collect();
    let greeting = pieces.join("ü").into_bytes();
    // Each cut falls between the two bytes of an `ü`.
    let mut rest = &greeting[..];
    let mut cuts = Vec::new();
    for piece in &pieces[..pieces.len() - 1] {
        let offset = usize::from(!cuts.is_empty());
        let (head, tail) = rest.split_at(offset + piece.len() + 1);
        cuts.push(head);
        rest = tail;
    }
    cuts.push(rest);
    let delivery = Delivery::Pieces(cuts.iter().map(|cut| cut.len()).collect());
    let (mut client, mut connection, _harbour) = visit(bench)?;
    connection.send_in_pieces(cuts, &client.process)?;
    connection.finish();
    expect_printed(&mut client, &greeting, delivery)
}

/// More than a megabyte, of no round length.
fn reads_a_long_greeting(bench: &mut Bench<'_>) -> Outcome {
    let block = bench.lab.dice.text(997);
    let greeting = block.repeat(1_200_000 / block.len() + bench.lab.dice.number(1..40));
    prints(bench, greeting.as_bytes(), Delivery::Long)
}

/// Spaces and line ends at both ends and in the middle.
fn prints_text_unchanged(bench: &mut Bench<'_>) -> Outcome {
    let [first, second, third] = [(); 3].map(|()| bench.lab.dice.text(6));
    let greeting = format!("  {first}\n\n\t{second} \"{third}\" \n");
    prints(bench, greeting.as_bytes(), Delivery::Spaced)
}

/// Bytes that no text contains.
fn shows_invalid_utf8(bench: &mut Bench<'_>) -> Outcome {
    let mut greeting = bench.lab.dice.text(6).into_bytes();
    greeting.extend([0xFF, 0xFE]);
    greeting.extend(bench.lab.dice.text(6).into_bytes());
    // The first byte of `ü`, and nothing behind it.
    greeting.push(0xC3);
    prints(bench, &greeting, Delivery::Invalid)
}

/// End of stream after no byte at all.
fn accepts_an_empty_greeting(bench: &mut Bench<'_>) -> Outcome {
    prints(bench, b"", Delivery::Empty)
}

/// The server is silent at first, for longer than any timeout of the client's own.
fn waits_for_a_slow_server(bench: &mut Bench<'_>) -> Outcome {
    let (mut client, mut connection, _harbour) = visit(bench)?;
    client.outwait();
    let greeting = bench.lab.dice.text(24);
    connection.send(greeting.as_bytes())?;
    connection.finish();
    expect_printed(&mut client, greeting.as_bytes(), Delivery::Late)
}

/// The server falls silent in the middle of the greeting.
fn waits_for_the_rest(bench: &mut Bench<'_>) -> Outcome {
    let (mut client, mut connection, _harbour) = visit(bench)?;
    let [head, tail] = [(); 2].map(|()| bench.lab.dice.text(12));
    connection.send_in_pieces([head.as_bytes()], &client.process)?;
    client.outwait();
    connection.send(tail.as_bytes())?;
    connection.finish();
    expect_printed(&mut client, format!("{head}{tail}").as_bytes(), Delivery::Late)
}

/// Some text is read, then the connection is reset.
fn prints_what_came_before_a_reset(bench: &mut Bench<'_>) -> Outcome {
    let (mut client, mut connection, _harbour) = visit(bench)?;
    let greeting = bench.lab.dice.text(12);
    // A reset discards what the other side has not read yet.
    connection.send_in_pieces([greeting.as_bytes()], &client.process)?;
    connection.reset()?;
    client.expect_end(Cue::WeClosed)?;
    let printed =
        String::from_utf8_lossy(&client.process.printed(Stream::Stdout)).replace("\r\n", "\n");
    if client.process.exit().is_some_and(lab::exit::Exit::is_panic) {
        return Err(client
            .surprised(Surprise::Unreported { trouble: Trouble::Reset, flaw: Flaw::Panicked }));
    }
    if !printed.starts_with(&greeting) {
        return Err(client.surprised(Surprise::LostBeforeReset {
            expected: format!("{greeting}\n").into_bytes(),
        }));
    }
    client.expect_report(Trouble::Reset)?;
    // A line end after half a text is good form, but not asked for.
    if printed.trim_end_matches('\n') == greeting {
        return Ok(());
    }
    client.expect_stdout(format!("{greeting}\n").as_bytes(), Delivery::Whole)
}

/// What the client sends, until it closes: nothing. And it comes only once.
fn connects_once_and_sends_nothing(bench: &mut Bench<'_>) -> Outcome {
    let (mut client, mut connection, mut harbour) = visit(bench)?;
    connection.send(bench.lab.dice.text(24).as_bytes())?;
    connection.finish();
    let outcome = client.expect_end(Cue::WeClosed).map(drop);
    client.blame_second_call(&mut harbour, outcome)?;
    let received = connection.read_to_end(patience::STEP)?;
    if !received.bytes.is_empty() {
        return Err(client.surprised(Surprise::Talked { bytes: received.bytes }));
    }
    client.expect_no_other_call(&mut harbour)
}
