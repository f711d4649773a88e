//! A wrong argument is taken for something else.

use super::Mistake;
use crate::evidence::Evidence;
use crate::surprise::Surprise;
use lab::exit::Exit;

pub const MISTAKE: Mistake = Mistake {
    id: "usage-not-checked",
    means: "A typing error in an argument must be told, with exit status 2. Your program went on with something that nobody asked for, or ended with another status.",
    next: "let clap parse the arguments into their types (a port is a u16), as the stub does",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    let has_ended_itself = !matches!(evidence.record.exit, Some(Exit::Signal(_)));
    has_ended_itself && !evidence.record.panicked() && matches!(evidence.surprise, Surprise::Usage)
}
