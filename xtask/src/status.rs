//! `cargo xtask` alone: where you stand, and the exact next command.

use crate::exit_code::Exit;
use crate::standing::{self, State, StepStanding};
use crate::{notebook, onward};

use std::fmt::Write as _;

pub fn run() -> anyhow::Result<Exit> {
    let standings = standing::of_all(&notebook::open()?);
    console::tell(&text(&standings));
    Ok(Exit::Passed)
}

fn text(standings: &[StepStanding]) -> String {
    let passed = standings.iter().filter(|standing| standing.state == State::Passed).count();
    let score: u32 = standings.iter().map(StepStanding::score).sum();
    let max_score: u32 = standings.iter().map(StepStanding::max_score).sum();
    let mut text =
        format!("{passed} of {} steps passed, {score} of {max_score} points\n\n", standings.len());
    let width = standings.iter().map(|standing| standing.step.name().len()).max().unwrap_or(0);
    for (number, standing) in (1..).zip(standings) {
        let _ = writeln!(text, "  {number}  {:width$}  {}", standing.step, standing.words());
    }
    let _ = write!(text, "\n{}", onward::text(standings));
    text
}
