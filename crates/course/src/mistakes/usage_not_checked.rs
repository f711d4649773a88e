//! A wrong argument is taken for something else.

use super::Mistake;
use crate::evidence::Evidence;
use crate::surprise::Surprise;

pub const MISTAKE: Mistake = Mistake {
    id: "usage-not-checked",
    means: "A typing error in an argument goes unnoticed, and the program does something that nobody asked for.",
    next: "let clap parse the arguments into their types (a port is a u16), as the stub does",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    matches!(evidence.surprise, Surprise::Usage)
}
