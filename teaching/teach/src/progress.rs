//! How far a run is: a bar with a rate and the time left on a terminal, plain
//! lines elsewhere.

use batch::grade::{Event, Origin};
use batch::results::State;
use course::show::escape;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal as _;
use std::time::Duration;

const TEMPLATE: &str = "{bar:30} {pos} of {len}  {per_sec}, {eta} left";

/// Shows how far a run is.
pub struct Progress {
    bar: ProgressBar,
    has_terminal: bool,
}

impl Progress {
    /// For so many submissions.
    pub fn new(submissions: usize) -> Self {
        let has_terminal = std::io::stderr().is_terminal();
        let target =
            if has_terminal { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(Some(submissions as u64), target);
        let style = ProgressStyle::with_template(TEMPLATE).expect("the template is right");
        Self { bar: bar.with_style(style), has_terminal }
    }

    /// A submission is done.
    pub fn tell(&self, event: &Event) {
        let Event::Done { name, state, score: (score, most), origin } = event;
        self.bar.inc(1);
        let what = match state {
            State::Graded => format!("{score} of {most} points"),
            State::Waiting => "waiting".to_owned(),
            State::Inconclusive => "INCONCLUSIVE: see its report".to_owned(),
        };
        let origin = match origin {
            Origin::Judged => String::new(),
            Origin::Kept => "  (from an earlier run)".to_owned(),
            Origin::Same(file) => format!("  (the same source as {file})"),
        };
        let line = format!("{}: {what}{origin}", escape(name.as_bytes()));
        if self.has_terminal {
            self.bar.println(line);
        } else {
            let left = Duration::from_secs(self.bar.eta().as_secs());
            let (done, all) = (self.bar.position(), self.bar.length().unwrap_or_default());
            console::note(&format!("{done} of {all}, {left:?} left  {line}"));
        }
    }

    /// Takes the bar away.
    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }
}
