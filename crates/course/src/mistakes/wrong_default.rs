//! What is left out on the command line gets another value than it must.

use super::Mistake;
use super::ignores_timeout::SHORT;
use crate::evidence::Evidence;
use crate::surprise::Surprise;

pub const MISTAKE: Mistake = Mistake {
    id: "wrong-default",
    means: "An argument was left out, and your program did not use the value that the task gives for it.",
    next: "compare the defaults of your arguments with those in the task: HOST, PORT and --timeout",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    let is_left_out = evidence.asked.host.is_none() && evidence.asked.port.is_none();
    match evidence.surprise {
        Surprise::NobodyCalled { .. } | Surprise::NoDatagram { .. } => is_left_out,
        Surprise::Pace { asked: None, measured } => measured >= SHORT,
        _ => false,
    }
}
