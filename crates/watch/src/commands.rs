//! What keys ask of the other commands. Each gives a text to be shown, or says why it
//! cannot.

use course::step::Step;
use xtask::onward::Place;
use xtask::{hint, notebook, reset, solution, standing};

/// The next hint of a step.
pub fn hint(step: Step) -> Result<String, String> {
    hint::next(step, Place::Watch).map_err(in_words)
}

/// The reference solution of a step, or why it is not to be seen yet.
pub fn solution(step: Step) -> Result<String, String> {
    let text = || match solution::closed(step, Place::Watch)? {
        Some(closed) => Ok(closed),
        None => solution::text(step),
    };
    text().map_err(in_words)
}

/// What a reset would lose; why there is nothing to reset, if so.
pub fn before_reset(step: Step) -> Result<String, String> {
    match reset::loss(step).map_err(in_words)? {
        None => Err(reset::nothing_to_reset(step)),
        Some(loss) if loss.is_empty() => {
            Ok(format!("exercises/{step}/ is not complete. Nothing is lost by a reset.\n"))
        }
        Some(loss) => Ok(loss),
    }
}

/// Resets a step, and says where the old file is kept.
pub fn reset(step: Step) -> Result<String, String> {
    reset::replace(step).map_err(in_words)
}

/// All steps, and how each stands.
pub fn standings() -> Vec<(Step, String)> {
    Step::ALL.map(|step| (step, standing(step))).to_vec()
}

/// How a step stands, in a few words.
fn standing(step: Step) -> String {
    match notebook::open() {
        Ok(progress) => standing::of(step, &progress).words(),
        Err(error) => in_words(error),
    }
}

fn in_words(error: anyhow::Error) -> String {
    format!("{error:#}")
}
