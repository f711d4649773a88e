//! Plain lines, for a pipe, a screen reader, a terminal that can do no more: one
//! verdict per save, from top to bottom.

use crate::session::Outcome;
use crate::telling::Telling;
use course::step::Step;
use report::lines;
use report::terminal::COLUMNS;
use std::io::{self, Write};

/// What is told in plain lines.
pub struct Plain {
    telling: Telling,
}

impl Plain {
    /// Says what is watched.
    ///
    /// # Errors
    /// If nobody reads it.
    pub fn begin(step: Step) -> io::Result<Self> {
        print(&format!(
            "Watching exercises/{step}/src/main.rs: each save is checked. Ctrl-C quits.\n\n"
        ))?;
        Ok(Self { telling: Telling::of(step) })
    }

    /// Tells what there is to tell: a verdict when it is whole.
    ///
    /// # Errors
    /// If nobody reads it.
    pub fn tell(&mut self, outcome: Outcome) -> io::Result<()> {
        match outcome {
            Outcome::Nothing | Outcome::Building(_) | Outcome::AlsoChecking(_) => return Ok(()),
            Outcome::Started => {
                self.telling = Telling::of(self.telling.step);
                return Ok(());
            }
            Outcome::Check(check) => {
                self.telling.check(*check);
                return Ok(());
            }
            Outcome::Done(report, comparison) => self.telling.done(*report, comparison),
            Outcome::Fault(why) | Outcome::Unusable(why) => {
                self.telling = Telling::of(self.telling.step);
                self.telling.unjudged(why);
            }
            Outcome::AlsoChecked(step, comparison) => {
                let text = crate::telling::lost(step, &comparison, columns());
                return if text.is_empty() { Ok(()) } else { print(&format!("{text}\n")) };
            }
            Outcome::AlsoUnjudged(step, why) => {
                return print(&format!("{}\n", crate::telling::unjudged(step, &why, columns())));
            }
        }
        let next = self.telling.next().filter(|_| self.telling.has_passed());
        let next = next.map_or_else(String::new, |next| {
            format!("  To go on: Ctrl-C, then cargo xtask watch {next}\n")
        });
        print(&format!("{}{next}\n", self.telling.text(columns())))
    }
}

/// How long sentences may be: asked each time, for a terminal may get another size.
fn columns() -> usize {
    console::columns().map_or(COLUMNS, |columns| columns.min(COLUMNS))
}

fn print(text: &str) -> io::Result<()> {
    let fitted = console::columns().map(|columns| lines::fitted(text, columns));
    let mut out = anstream::stdout().lock();
    out.write_all(fitted.as_deref().unwrap_or(text).as_bytes())?;
    out.flush()
}
