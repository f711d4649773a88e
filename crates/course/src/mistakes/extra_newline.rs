//! A line end follows the greeting.

use super::Mistake;
use crate::evidence::Evidence;
use crate::experiments::serving::GREETING;
use crate::surprise::Surprise;

pub const MISTAKE: Mistake = Mistake {
    id: "extra-newline",
    means: "The greeting is 24 bytes, and you sent a line end, too.",
    next: "send exactly the 24 bytes, without \\n: write_all(b\"Thank you for connecting\"), not writeln!",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    match &evidence.surprise {
        Surprise::Greeting { received, .. } => {
            let rest = received.bytes.strip_prefix(GREETING);
            rest.is_some_and(|rest| {
                !rest.is_empty() && rest.iter().all(|byte| b"\r\n".contains(byte))
            })
        }
        _ => false,
    }
}
