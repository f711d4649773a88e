//! Who waits for whom at the end, as data and as a sentence.

use lab::escape::escape;

use crate::ladder::{Act, Call, Ladder, Lane, Outcome, Waiting, Whose};

/// The last call of each lane that had not returned. Of a program with several
/// threads it is the one that waits for somebody who is known, if there is one.
pub(crate) fn at_the_end(lanes: &[Lane], calls: &[Call]) -> Vec<Waiting> {
    (0..lanes.len())
        .filter_map(|lane| {
            let waits = |call: &Call| call.lane == lane && call.outcome == Outcome::Waiting;
            let mut open = (0..calls.len()).rev().filter(|&index| waits(&calls[index]));
            let last = open.next()?;
            let call = open
                .find(|&index| calls[index].peer.is_some())
                .map_or(last, |other| if calls[last].peer.is_some() { last } else { other });
            Some(Waiting { lane, call, on: awaited(lanes, calls, &calls[call]) })
        })
        .collect()
}

/// Whom a call waits for: its peer, or the only other one there is. Nobody waits
/// for a program that has ended.
fn awaited(lanes: &[Lane], calls: &[Call], call: &Call) -> Option<usize> {
    let on = call.peer.or_else(|| (lanes.len() == 2).then(|| 1 - call.lane));
    on.filter(|&on| !calls.iter().any(|other| other.lane == on && other.act == Act::End))
}

/// Who waits for whom, in a sentence: "your program is in recv, waiting for
/// the client; the client is in recv, waiting for you". `None` if nobody waits.
#[must_use]
pub fn sentence(ladder: &Ladder) -> Option<String> {
    let told: Vec<String> = ladder.waiting.iter().map(|waiting| clause(ladder, waiting)).collect();
    (!told.is_empty()).then(|| told.join("; "))
}

fn clause(ladder: &Ladder, waiting: &Waiting) -> String {
    let lane = &ladder.lanes[waiting.lane];
    let call = &ladder.calls[waiting.call];
    let who = match lane.whose {
        Whose::Yours => "your program".to_owned(),
        Whose::Theirs => escape(lane.name.as_bytes()),
    };
    let on = waiting.on.map(|on| match ladder.lanes[on].whose {
        Whose::Yours => "you".to_owned(),
        Whose::Theirs => escape(ladder.lanes[on].name.as_bytes()),
    });
    let what = match (call.act, on) {
        (Act::Accept, None) => ", waiting for a client".to_owned(),
        (Act::Accept, Some(on)) => format!(", waiting for {on} to connect"),
        (_, Some(on)) => format!(", waiting for {on}"),
        (_, None) => String::new(),
    };
    format!("{who} is in {}{what}", escape(call.name.as_bytes()))
}
