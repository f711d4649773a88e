//! Which surprises say no more than that nothing came in time.

use course::surprise::{Cue, Delivery, Flaw, Situation, Surprise, Trouble};
use lab::peer::connection::{Received, StreamEnd};

#[track_caller]
fn check(surprise: &Surprise, expected: bool) {
    assert_eq!(surprise.is_silence(), expected, "{surprise:?}");
}

fn greeting(end: StreamEnd) -> Surprise {
    let received = Received { bytes: b"Thank".to_vec(), end, first_after: None };
    Surprise::Greeting { situation: Situation::First, received, nudge: None }
}

/// What never came; and what came since something else never did, or came too late.
#[test]
fn what_never_came_is_silence_and_what_was_seen_is_not() {
    let at = "127.0.0.1:20000".parse().unwrap();
    let nobody = |decoy| Surprise::NobodyCalled { at, decoy, datagram: false };
    check(&nobody(None), true);
    check(&nobody(Some(at)), false);
    check(&Surprise::StillRunning { after: Cue::WeClosed }, true);
    check(&Surprise::Failed { delivery: Delivery::Whole }, false);
    check(&Surprise::Printed { expected: Vec::new(), delivery: Delivery::Whole }, false);
    check(&greeting(StreamEnd::Open), true);
    check(&greeting(StreamEnd::Closed), false);
    check(&Surprise::Attempts { expected: 3, got: 1 }, true);
    check(&Surprise::Attempts { expected: 3, got: 4 }, true);
    let unreported = |flaw| Surprise::Unreported { trouble: Trouble::Refused, flaw };
    check(&unreported(Flaw::Hangs), true);
    check(&unreported(Flaw::Silent), false);
}
