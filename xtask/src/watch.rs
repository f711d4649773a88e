//! `cargo xtask watch`: which step, on what, and what the other commands say when
//! a key asks for them. The rest is in the crate of this name.

use crate::check::{choose_color, need_loopback};
use crate::cli::{Color, WatchOptions};
use crate::exit_code::Exit;
use crate::onward::Place;
use crate::{console, hint, interrupt, notebook, reset, solution, standing};
use course::step::Step;
use lab::host::Host;
use submission::scratch::Scratch;
use watch::{Assistant, Manner};

pub fn run(options: &WatchOptions) -> anyhow::Result<Exit> {
    choose_color(Color::Auto);
    let progress = notebook::open()?;
    let last = Step::ALL[Step::ALL.len() - 1];
    let step = options.step.or_else(|| progress.next_step()).unwrap_or(last);
    let manner = match !options.plain && watch::has_terminal() {
        true => Manner::Screen,
        false => Manner::Plain,
    };
    let scratch = Scratch::new("run-")?;
    need_loopback(&Host::new(scratch.folder().to_owned()))?;
    let watch = || watch::watch(step, scratch.folder().to_owned(), manner, &mut Commands);
    match manner {
        Manner::Screen => console::later(watch),
        Manner::Plain => watch(),
    }?;
    interrupt::hold();
    // A run that was cancelled may still be ending its programs.
    lab::process::end_everything();
    Ok(Exit::Passed)
}

/// The other commands.
struct Commands;

impl Assistant for Commands {
    fn hint(&mut self, step: Step) -> Result<String, String> {
        let hint = || {
            let mut progress = notebook::open()?;
            let text = hint::next(step, &mut progress, Place::Watch)?;
            notebook::keep(&progress);
            Ok(text)
        };
        hint().map_err(in_words)
    }

    fn solution(&mut self, step: Step) -> Result<String, String> {
        let text = || match solution::closed(step, Place::Watch)? {
            Some(closed) => Ok(closed),
            None => solution::text(step),
        };
        text().map_err(in_words)
    }

    fn before_reset(&mut self, step: Step) -> Result<String, String> {
        match reset::loss(step).map_err(in_words)? {
            None => Err(reset::nothing_to_reset(step)),
            Some(loss) if loss.is_empty() => {
                Ok(format!("exercises/{step}/ is not complete. Nothing is lost by a reset.\n"))
            }
            Some(loss) => Ok(loss),
        }
    }

    fn reset(&mut self, step: Step) -> Result<String, String> {
        reset::replace(step).map_err(in_words)
    }

    fn standing(&mut self, step: Step) -> String {
        match notebook::open() {
            Ok(progress) => standing::of(step, &progress).words(),
            Err(error) => in_words(error),
        }
    }
}

fn in_words(error: anyhow::Error) -> String {
    format!("{error:#}")
}
