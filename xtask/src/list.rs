//! `cargo xtask list`: all steps, what they teach, and where you stand.

use crate::cli::ListOptions;
use crate::exit_code::Exit;
use crate::notebook;
use crate::standing::{self, StepStanding};
use serde_json::{Value, json};

pub fn run(options: &ListOptions) -> anyhow::Result<Exit> {
    let standings = standing::of_all(&notebook::open()?);
    if options.json {
        let steps: Vec<Value> = standings.iter().map(value).collect();
        let list = json!({ "schema": "handshake.list.v1", "steps": steps });
        console::print(&format!("{list:#}\n"));
    } else {
        let steps: Vec<String> = standings.iter().map(text).collect();
        console::tell(&steps.join("\n"));
    }
    Ok(Exit::Passed)
}

fn file(standing: &StepStanding) -> String {
    format!("exercises/{}/src/main.rs", standing.step)
}

fn task(standing: &StepStanding) -> String {
    format!("exercises/{}/README.md", standing.step)
}

fn text(standing: &StepStanding) -> String {
    format!(
        "{}\n  state    {}\n  teaches  {}\n  task     {}\n  file     {}\n",
        standing.step,
        standing.words(),
        standing.step.concepts().join("; "),
        task(standing),
        file(standing),
    )
}

/// For programs; the words may change, these names may not.
fn value(standing: &StepStanding) -> Value {
    json!({
        "step": standing.step.name(),
        "state": standing.state.id(),
        "changed_since_check": standing.is_changed,
        "score": standing.score(),
        "max_score": standing.max_score(),
        "concepts": standing.step.concepts(),
        "task": task(standing),
        "file": file(standing),
    })
}
