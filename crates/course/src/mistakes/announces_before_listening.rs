//! `Listening on` is printed before it is true.

use super::Mistake;
use crate::evidence::Evidence;
use crate::surprise::Surprise;

pub const MISTAKE: Mistake = Mistake {
    id: "announces-before-listening",
    means: "Who reads the line connects at once, and is refused: there is no socket yet.",
    next: "print the line after listen (for UDP, after bind), not before",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    matches!(evidence.surprise, Surprise::NotListening { came_late: true, .. })
}
