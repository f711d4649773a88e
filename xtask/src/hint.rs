//! `cargo xtask hint`: the next hint. A mistake that the last check has
//! recognised comes first, for that is where the student stands now.

use crate::cli::HintOptions;
use crate::exit_code::Exit;
use crate::notebook;
use crate::onward::Place;
use course::step::Step;
use course::{hints, mistakes};
use progress::{LastCheck, MistakeMade, Progress, Standing};
use report::terminal::labelled;
use std::fmt::Write as _;

pub fn run(options: &HintOptions) -> anyhow::Result<Exit> {
    let Some(step) = step_or_next(options.step)? else {
        console::tell("All steps have passed. Name one: cargo xtask hint STEP\n");
        return Ok(Exit::Passed);
    };
    if options.all {
        console::tell(&all(step));
        return Ok(Exit::Passed);
    }
    console::tell(&next(step, Place::Shell)?);
    Ok(Exit::Passed)
}

/// The step that was named, else the first that has not passed.
fn step_or_next(named: Option<Step>) -> anyhow::Result<Option<Step>> {
    Ok(match named {
        Some(step) => Some(step),
        None => notebook::open()?.next_step(),
    })
}

/// The next hint; notes that it was shown.
pub fn next(step: Step, place: Place) -> anyhow::Result<String> {
    let digest = notebook::digest(step)?;
    notebook::change(|progress| text(step, &digest, progress, place))
}

fn text(step: Step, source_sha256: &str, progress: &mut Progress, place: Place) -> String {
    let standing = progress.standing(step, source_sha256);
    let (last, is_changed) = match standing {
        Standing::Unchecked => (None, false),
        Standing::Current(last) => (Some(last), false),
        Standing::Changed(last) => (Some(last), true),
    };
    if let Some(text) = last.and_then(|last| of_mistake(step, last, is_changed, place)) {
        progress.note_mistakes_hinted(step);
        return text;
    }
    let hints = hints::of(step);
    let shown = progress.hints_shown(step);
    let Some(hint) = hints.get(shown) else {
        let seen = format!("You have seen all {} hints for {step}.", hints.len());
        return match place {
            Place::Shell => format!(
                "{seen}\nRead them again: cargo xtask hint {step} --all\n{}",
                solution(step, place)
            ),
            Place::Watch => {
                format!("{seen} Here they are again.\n\n{}\n{}", all(step), solution(step, place))
            }
        };
    };
    progress.note_hints(step, shown + 1);
    let more = if shown + 1 < hints.len() {
        further(step, place)
    } else {
        format!("That was the last hint. {}", solution(step, place))
    };
    format!("{}\n{more}", numbered(step, shown, hint))
}

/// What the first mistake of the last check means, unless that was shown.
fn of_mistake(step: Step, last: &LastCheck, is_changed: bool, place: Place) -> Option<String> {
    let MistakeMade { mistake: id, check } = last.mistakes.first()?;
    // Another version of the course may not know it any more.
    let mistake = mistakes::ALL.iter().find(|mistake| mistake.id == *id)?;
    if last.mistakes_hinted {
        return None;
    }
    let mut text = format!("{step}: the last check has recognised a mistake: {id}\n\n");
    text.push_str(&labelled("means", mistake.means));
    text.push_str(&labelled("next", mistake.next));
    text.push('\n');
    if is_changed {
        text.push_str("Your program was changed since. Is it still so?\n");
    }
    // The watch checks at the next save, anyway.
    if place == Place::Shell {
        let _ = writeln!(text, "Only this check: cargo xtask check {step} --check {check}");
    }
    text.push_str(&further(step, place));
    Some(text)
}

fn all(step: Step) -> String {
    let hints = hints::of(step);
    let texts: Vec<String> =
        hints.iter().enumerate().map(|(index, hint)| numbered(step, index, hint)).collect();
    texts.join("\n")
}

fn numbered(step: Step, index: usize, hint: &str) -> String {
    format!("{step}: hint {} of {}\n\n{hint}\n", index + 1, hints::of(step).len())
}

/// How to ask for the next hint.
fn further(step: Step, place: Place) -> String {
    match place {
        Place::Shell => format!("The next hint: cargo xtask hint {step}\n"),
        Place::Watch => "The next hint: press h.\n".to_owned(),
    }
}

fn solution(step: Step, place: Place) -> String {
    let command = format!("cargo xtask solution {step} --spoil");
    match place {
        Place::Shell => format!("The solution beside yours: {command}\n"),
        Place::Watch => format!("The solution beside yours, in another terminal: {command}\n"),
    }
}
