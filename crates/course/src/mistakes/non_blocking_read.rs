//! The client does not wait for the server, because its socket does not block.

use super::Mistake;
use crate::evidence::Evidence;
use crate::step::Step;
use crate::surprise::{Delivery, Surprise};
use std::io;

pub const MISTAKE: Mistake = Mistake {
    id: "non-blocking-read",
    means: "read() failed instead of waiting for the server. On a non-blocking socket it does so whenever nothing has come yet (with a timeout: whenever nothing came in time).",
    next: "remove set_nonblocking(true), or the timeout; a blocking read() waits until something comes",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    let Surprise::Failed { delivery } = &evidence.surprise else {
        return false;
    };
    evidence.step == Step::Client
        && *delivery != Delivery::Late
        && !evidence.record.panicked()
        && would_block(&evidence.record.stderr_text())
}

/// Whether a message tells of `WouldBlock`. The number in it, as `io::Error` shows
/// it, is the system's; the text before it depends on the language.
fn would_block(message: &str) -> bool {
    message
        .split("(os error ")
        .skip(1)
        .filter_map(|rest| rest.split_once(')')?.0.parse().ok())
        .any(|code| io::Error::from_raw_os_error(code).kind() == io::ErrorKind::WouldBlock)
}
