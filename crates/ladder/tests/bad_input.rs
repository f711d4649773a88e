//! Whatever programs do, the picture holds: nothing panics, no line is too
//! wide, and nothing that a program printed steers the terminal.

use std::time::Duration;

use fastrand::Rng;
use ladder::{
    Act, Call, Characters, Data, Ladder, Lane, Outcome, Socket, Transport, Whose, excerpt, svg,
    text,
};
use textwrap::core::display_width;

const ACTS: [Act; 16] = [
    Act::Start,
    Act::Resolve,
    Act::Socket,
    Act::Bind,
    Act::Listen,
    Act::Accept,
    Act::Connect,
    Act::Send,
    Act::Receive,
    Act::ShutDown,
    Act::Close,
    Act::Option,
    Act::Poll,
    Act::Print,
    Act::End,
    Act::Other,
];

/// Text that a hostile program may print.
fn hostile(rng: &mut Rng) -> String {
    let pieces = [
        "\x1b[2J",
        "\u{202e}",
        "猫",
        "🦀",
        "\u{ffff}",
        "<&\">",
        "]]>",
        "a",
        " ",
        "\n",
        "\u{0}",
        "(",
        "é",
        "e\u{301}",
        "0123456789",
        "\t",
        "×",
        "…",
        "\u{9b}31m",
    ];
    (0..rng.usize(0..12)).map(|_| *rng.choice(&pieces).unwrap()).collect()
}

fn socket(rng: &mut Rng) -> Option<Socket> {
    let address = |rng: &mut Rng| {
        let host = *rng.choice(&["127.0.0.1", "[::1]", "0.0.0.0", "[::ffff:127.0.0.1]"]).unwrap();
        rng.bool().then(|| format!("{host}:{}", rng.u16(4000..4004)).parse().unwrap())
    };
    let transport = if rng.bool() { Transport::Stream } else { Transport::Datagram };
    let socket = Socket { id: rng.u64(0..4), transport, local: address(rng), remote: address(rng) };
    rng.bool().then_some(socket)
}

fn call(rng: &mut Rng, lanes: usize) -> Call {
    let entered = Duration::from_micros(rng.u64(0..20_000));
    let outcome = match rng.u8(0..8) {
        0 => Outcome::Waiting,
        1 => Outcome::TimedOut,
        2 => Outcome::Failed(hostile(rng)),
        3 => Outcome::Failed((*rng.choice(&["ECONNRESET", "EAGAIN"]).unwrap()).to_owned()),
        _ => Outcome::Done(hostile(rng)),
    };
    let took = Duration::from_micros(rng.u64(0..5_000));
    let start = hostile(rng);
    Call {
        // One lane too many: such a call is dropped.
        lane: rng.usize(0..=lanes),
        task: rng.u32(1..3),
        act: rng.choice(ACTS).unwrap(),
        name: hostile(rng),
        argument: hostile(rng),
        data: rng.bool().then(|| Data::new(start.as_bytes(), rng.u64(0..6))),
        left: (outcome != Outcome::Waiting).then_some(entered + took),
        outcome,
        socket: socket(rng),
        accepted: socket(rng),
        peer: None,
        entered,
        times: 1,
    }
}

fn ladder(rng: &mut Rng) -> Ladder {
    let lanes = rng.usize(0..5);
    let lane = |rng: &mut Rng| Lane {
        name: hostile(rng),
        whose: if rng.bool() { Whose::Yours } else { Whose::Theirs },
    };
    let named = (0..lanes).map(|_| lane(rng)).collect();
    let calls = (0..rng.usize(0..60)).map(|_| call(rng, lanes)).collect();
    Ladder::new(hostile(rng), named, calls)
}

/// The property that every text has.
#[track_caller]
fn is_tame(seed: u64, shown: &str, width: usize, characters: Characters) {
    for line in shown.lines() {
        assert!(display_width(line) <= width, "seed {seed}, width {width}: {line:?}");
        assert!(!line.chars().any(char::is_control), "seed {seed}: {line:?}");
        assert!(!line.contains('\u{202e}'), "seed {seed}: {line:?}");
        if characters == Characters::Ascii {
            assert!(line.is_ascii(), "seed {seed}: {line:?}");
        }
    }
}

#[test]
fn random_ladders_stay_within_the_width_and_are_escaped() {
    for seed in 0..60 {
        let mut rng = Rng::with_seed(seed);
        let ladder = ladder(&mut rng);
        let around = rng.usize(0..70);
        for width in [1, 20, 47, 60, 80, 133] {
            for characters in [Characters::Unicode, Characters::Ascii] {
                let widest = width.max(20);
                is_tame(seed, &text(&ladder, width, characters), widest, characters);
                is_tame(seed, &excerpt(&ladder, around, width, characters), widest, characters);
            }
        }
    }
}

#[test]
fn random_ladders_are_well_formed_svg() {
    for seed in 0..150 {
        let drawn = svg(&ladder(&mut Rng::with_seed(seed)));
        if let Err(error) = roxmltree::Document::parse(&drawn) {
            panic!("seed {seed}: {error}");
        }
        assert!(!drawn.contains(['\u{1b}', '\u{ffff}', '\u{202e}']), "seed {seed}");
    }
}

#[test]
fn a_ladder_of_ten_thousand_calls_fits_on_a_page() {
    let mut rng = Rng::with_seed(1);
    let lanes = ["a", "b"].map(|name| Lane { name: name.to_owned(), whose: Whose::Theirs });
    let calls = (0..10_000).map(|_| call(&mut rng, 1)).collect();
    let ladder = Ladder::new("many", lanes.to_vec(), calls);
    let shown = text(&ladder, 80, Characters::Unicode);
    assert!(shown.contains("rows left out"), "{shown}");
    assert!(shown.lines().count() < 600, "{} lines", shown.lines().count());
}
