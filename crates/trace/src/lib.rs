//! `cargo xtask trace`: two programs talk to each other, and the picture of it.
//! Which two is in `casting.rs`, how they are run in `encounter.rs` and, where calls
//! cannot be seen, in `by_grader.rs`. Judges nothing.

mod by_grader;
mod cast;
mod casting;
mod encounter;
pub mod from_trace;
mod patience;
pub mod tracer;

use anyhow::Context;
use casting::{NoCast, Script};
use course::step::Step;
use lab::Lab;
use lab::host::Host;
use ladder::{Characters, Ladder};
use report::terminal;
use std::env;
use std::fs;
use std::path::Path;
use submission::scratch::Scratch;
use tracer::Tracing;
use xtask::check::need_loopback;
use xtask::cli::{Color, TraceOptions};
use xtask::exit_code::Exit;
use xtask::output_file::OutputFile;

/// What came of two programs that talked to each other.
struct Picture {
    ladder: Ladder,
    /// What the picture does not show, in sentences.
    notes: Vec<String>,
}

/// Does the command.
///
/// # Errors
/// If nothing can be drawn, for a reason that is not the programs'.
pub fn run(options: &TraceOptions) -> anyhow::Result<Exit> {
    Color::Auto.choose();
    let scratch = Scratch::new("run-")?;
    let host = Host::new(scratch.folder().to_owned());
    need_loopback(&host)?;
    match options.step {
        Some(step) => draw_one(step, options, &host),
        None => draw_all(options, &host),
    }
}

fn draw_one(step: Step, options: &TraceOptions, host: &Host) -> anyhow::Result<Exit> {
    let reserve = |option, path: Option<&Path>| {
        path.map(|path| OutputFile::reserve(option, path)).transpose()
    };
    let svg = reserve("--svg", options.svg.as_deref())?;
    let json = reserve("--json", options.json.as_deref())?;
    let script = Script::of(step, options)?;
    script.try_out(host)?;
    let tracing = tracing(options, host)?;
    let Some(Picture { ladder, notes }) = play(&script, &tracing, host)? else {
        return Ok(Exit::NotPassed);
    };
    let columns = console::columns().unwrap_or(terminal::COLUMNS);
    console::print(&ladder::text(&ladder, columns, characters(options)));
    for note in notes {
        console::print(&format!("{note}\n"));
    }
    if let Some(svg) = svg {
        svg.write(ladder::svg(&ladder).as_bytes())?;
    }
    if let Some(json) = json {
        json.write(&[serde_json::to_vec_pretty(&ladder)?, b"\n".to_vec()].concat())?;
    }
    Ok(Exit::Passed)
}

/// A file for each step. A step that has no program yet is told and passed over.
fn draw_all(options: &TraceOptions, host: &Host) -> anyhow::Result<Exit> {
    let folder = options.svg.as_deref().context("--all needs --svg")?;
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let tracing = tracing(options, host)?;
    let mut exit = Exit::Passed;
    for step in Step::ALL {
        let file = folder.join(format!("{step}.svg"));
        let output = OutputFile::reserve("--svg", &file)?;
        match play(&Script::of(step, options)?, &tracing, host)? {
            Some(Picture { ladder, notes }) => {
                output.write(ladder::svg(&ladder).as_bytes())?;
                console::print(&format!("wrote {}\n", file.display()));
                for note in notes {
                    console::print(&format!("  {note}\n"));
                }
            }
            None => exit = Exit::NotPassed,
        }
    }
    Ok(exit)
}

fn tracing(options: &TraceOptions, host: &Host) -> anyhow::Result<Tracing> {
    if options.no_trace {
        return Ok(Tracing::Impossible("--no-trace".to_owned()));
    }
    tracer::find_out(host)
}

/// Runs the programs. `None` if there is no program to run; why, was told.
fn play(script: &Script, tracing: &Tracing, host: &Host) -> anyhow::Result<Option<Picture>> {
    let cast = match script.cast(host.scope()) {
        Ok(cast) => cast,
        Err(NoCast::NotReady(why)) => {
            console::note(why.trim_end());
            return Ok(None);
        }
        Err(NoCast::Failed(error)) => return Err(error),
    };
    let lab = Lab::new(host, 0, "trace");
    let picture = match tracing {
        Tracing::Possible(tracer) => encounter::play(&cast, tracer, &lab)?,
        Tracing::Impossible(why) => by_grader::play(&cast, why, lab)?,
    };
    // What an interrupt has ended makes no picture.
    console::interrupt::hold();
    Ok(Some(picture))
}

/// Unicode, unless the terminal says that it cannot show it.
fn characters(options: &TraceOptions) -> Characters {
    let is_dumb = env::var_os("TERM").is_some_and(|term| term == "dumb");
    // The first that is set decides (locale(7)).
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"]
        .into_iter()
        .find_map(|name| env::var(name).ok().filter(|value| !value.is_empty()));
    let is_other = locale.is_some_and(|locale| {
        let locale = locale.to_lowercase();
        !locale.contains("utf-8") && !locale.contains("utf8")
    });
    if options.ascii || is_dumb || is_other { Characters::Ascii } else { Characters::Unicode }
}
