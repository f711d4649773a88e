//! The moment of a failure: the last of what went back and forth between a program
//! and the grader, in a few lines. For a finding, which tells addresses and what
//! was printed elsewhere.

use std::net::SocketAddr;

use lab::transcript::{Event, Kind, Side};

use crate::characters::Characters;
use crate::from_transcript::{ProgramIs, arrows, from_transcript, waits_for};
use crate::ladder::{Act, End};
use crate::{text, waiting, wrap};

/// With less than this nothing went back and forth.
const FEWEST: usize = 2;
/// So many rows are shown: with the names above and a sentence of two lines below
/// the picture has less than ten lines.
const ROWS: usize = 6;

/// The end of a transcript in lines of at most `width` cells, ASCII alone, so that
/// it is the same in every terminal and file; and who waits for whom. `None` if too
/// little happened.
#[must_use]
pub fn moment(events: &[Event], width: usize) -> Option<String> {
    let mut told: Vec<Event> = events.iter().filter(|event| matters(event)).map(brief).collect();
    if told.iter().filter(|event| has_arrow(event)).count() < FEWEST {
        return None;
    }
    let program_is = role(&told)?;
    match (grader_waits(&told), program_is) {
        (Some(wait), _) => told.push(wait),
        // It waits for the next client, as it should.
        (None, ProgramIs::Server) => told.retain(|event| event.kind != Kind::Wait),
        (None, ProgramIs::Client) => {}
    }
    let ladder = from_transcript("", program_is, &told);
    let mut picture = text::ending(&ladder, ROWS, width, Characters::Ascii);
    if let Some(sentence) = waiting::sentence(&ladder) {
        for line in wrap::lines(&sentence, width, usize::MAX, Characters::Ascii) {
            picture.push_str(&line);
            picture.push('\n');
        }
    }
    Some(picture)
}

/// Whether it belongs to what went back and forth. What was printed, and how the
/// program was started, stands in the finding already.
fn matters(event: &Event) -> bool {
    match event.kind {
        Kind::Data => true,
        Kind::Socket => has_arrow(event),
        Kind::End => event.side == Side::Program,
        Kind::Wait => waits_for(&event.detail) != Act::Other,
        Kind::Start | Kind::Stdout | Kind::Stderr | Kind::Gap => false,
    }
}

fn has_arrow(event: &Event) -> bool {
    let is_move = matches!(event.kind, Kind::Socket | Kind::Data);
    is_move && !arrows(&event.detail, End::Nowhere, End::Nowhere).is_empty()
}

/// What the program is: whoever calls first is the client.
fn role(events: &[Event]) -> Option<ProgramIs> {
    let ours = events.iter().filter(|event| event.side == Side::Grader);
    ours.filter_map(|event| event.detail.split(' ').next()).find_map(|word| match word {
        "connected" | "tried" | "sent" => Some(ProgramIs::Server),
        "accepted" | "received" => Some(ProgramIs::Client),
        _ => None,
    })
}

/// That the grader waited at the end, too: it had read, and the end did not come.
fn grader_waits(events: &[Event]) -> Option<Event> {
    let last = events.last()?;
    let ours = events.iter().rfind(|event| event.side == Side::Grader)?;
    let waits = last.kind == Kind::Wait && ours.detail.ends_with("and no end");
    waits.then(|| Event { side: Side::Grader, detail: "recv()".to_owned(), ..last.clone() })
}

/// The event in few words: addresses take more room than all else.
fn brief(event: &Event) -> Event {
    let mut words: Vec<&str> = Vec::new();
    for word in event.detail.split(' ') {
        if word.parse::<SocketAddr>().is_ok() {
            // With "from", "at" or "to" before it.
            words.pop();
        } else {
            words.push(word);
        }
    }
    let detail = words.join(" ");
    let detail = detail.strip_suffix(" of the stream").unwrap_or(&detail).to_owned();
    Event { detail, ..event.clone() }
}

#[cfg(test)]
mod tests {
    use super::moment;
    use lab::transcript::{Kind, Transcript};

    fn visited() -> Transcript {
        let transcript = Transcript::start();
        transcript.grader(Kind::Start, "started `server --port 4000`");
        transcript.program(Kind::Stdout, "Listening on 127.0.0.1:4000");
        transcript.grader(Kind::Socket, "looked up its sockets");
        transcript.grader(Kind::Socket, "connected to 127.0.0.1:4000 from 127.0.0.1:5000");
        transcript
    }

    #[test]
    fn a_hang_shows_what_both_sides_wait_in() {
        let transcript = visited();
        transcript.grader(Kind::Data, "received 24 bytes and no end of the stream");
        transcript.program(Kind::Wait, "accept()");
        let drawn = moment(&transcript.events(), 84).expect("a picture");
        let sentence = "your program is in accept, waiting for the grader to connect; the grader is in recv,\n  waiting for you\n";
        assert!(drawn.ends_with(sentence), "{drawn}");
        assert!(
            drawn.contains("<------------------------------ SYN -----| connected\n"),
            "{drawn}"
        );
        assert!(drawn.lines().count() < 10, "{drawn}");
        assert!(drawn.lines().all(|line| line.is_ascii() && line.len() <= 84), "{drawn}");
    }

    #[test]
    fn that_a_server_waits_for_the_next_client_is_no_hang() {
        let transcript = visited();
        transcript.grader(Kind::Data, "received 24 bytes then a reset");
        transcript.program(Kind::Wait, "accept()");
        let drawn = moment(&transcript.events(), 84).expect("a picture");
        assert!(drawn.contains("-- 24 bytes ->| received 24 bytes then a"), "{drawn}");
        assert!(!drawn.contains("accept"), "{drawn}");
    }

    #[test]
    fn a_client_that_does_not_end_waits_for_the_grader() {
        let transcript = Transcript::start();
        transcript.grader(Kind::Socket, "accepted a connection from 127.0.0.1:5000 at [::1]:4000");
        transcript.grader(Kind::Data, "sent 7 bytes");
        transcript.program(Kind::Wait, "recv()");
        let drawn = moment(&transcript.events(), 84).expect("a picture");
        assert!(drawn.ends_with("\nyour program is in recv, waiting for the grader\n"), "{drawn}");
        assert!(!drawn.contains("127.0.0.1"), "{drawn}");
    }

    #[test]
    fn in_a_narrow_terminal_it_is_a_list() {
        let transcript = visited();
        transcript.grader(Kind::Data, "sent 7 bytes");
        let drawn = moment(&transcript.events(), 40).expect("a picture");
        assert!(drawn.lines().all(|line| line.len() <= 40), "{drawn}");
        assert!(drawn.contains("sent 7 bytes"), "{drawn}");
    }

    #[test]
    fn too_little_is_not_drawn() {
        assert_eq!(moment(&visited().events(), 84), None);
        assert_eq!(moment(&[], 84), None);
    }
}
