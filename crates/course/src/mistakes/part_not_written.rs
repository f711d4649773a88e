//! A part of the stub is still to be written.

use super::Mistake;
use crate::evidence::Evidence;

pub const MISTAKE: Mistake = Mistake {
    id: "part-not-written",
    means: "A part of the stub is not written yet: `todo!` stands there, and your program came to it. The message on standard error says where.",
    next: "write that part; the lines above `todo!` say what it must do",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    // The words of Rust's own `todo!` and `unimplemented!`.
    let stderr = evidence.record.stderr_text();
    evidence.record.panicked()
        && (stderr.contains("not yet implemented") || stderr.contains("not implemented"))
}
