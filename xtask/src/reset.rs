//! `cargo xtask reset`: the stub as it was given, and what was there kept under
//! another name. The old `src/` is renamed, not copied: that cannot lose a file,
//! whatever kind it is, and needs no room on the disk.

use crate::cli::ResetOptions;
use crate::exit_code::Exit;
use crate::{console, difference};
use anyhow::Context;
use course::step::Step;
use std::fs;
use std::io::{self, BufRead, IsTerminal};
use std::path::{Path, PathBuf};
use submission::exercises::{Exercises, Found};
use submission::workspace;

pub fn run(options: &ResetOptions) -> anyhow::Result<Exit> {
    let step = options.step;
    if source(step).symlink_metadata().is_ok() {
        let loss = loss(step);
        if loss.is_empty() {
            console::tell(&(nothing_to_reset(step) + "\n"));
            return Ok(Exit::Passed);
        }
        console::print(&loss);
        if !options.yes && !is_wanted(step)? {
            return Ok(Exit::Usage);
        }
    }
    console::tell(&replace(step)?);
    Ok(Exit::Passed)
}

/// What is said of a step that is the stub already.
pub fn nothing_to_reset(step: Step) -> String {
    format!("{step} is the stub as it was given. There is nothing to reset.")
}

/// Puts the stub in the place of what is there, and says where that is kept.
pub fn replace(step: Step) -> anyhow::Result<String> {
    let folder = Exercises::ours().of(step);
    let source = source(step);
    let back = format!("The stub is back in exercises/{step}/src/main.rs.\n");
    if source.symlink_metadata().is_err() {
        restore(step, &folder)?;
        return Ok(back);
    }
    let kept = free_name(&folder);
    fs::rename(&source, &kept)
        .with_context(|| format!("cannot rename {} to {}", source.display(), kept.display()))?;
    if let Err(error) = restore(step, &folder) {
        let _ = fs::remove_dir_all(&source);
        fs::rename(&kept, &source).with_context(|| {
            format!("your source is in {} and cannot be moved back", kept.display())
        })?;
        return Err(error.context("nothing was changed"));
    }
    Ok(format!("{back}What you had is kept in exercises/{step}/{}/.\n", name(&kept)))
}

fn source(step: Step) -> PathBuf {
    Exercises::ours().of(step).join("src")
}

/// What would be taken away, for people. Empty if all of it is the stub.
pub fn loss(step: Step) -> String {
    let exercises = Exercises::ours();
    let others: Vec<String> = match exercises.sources(step) {
        Ok(sources) => {
            let files = sources.files.into_iter().map(|(name, _)| name);
            let links = sources.links.into_iter().map(|(name, _)| name);
            files.chain(links).filter(|name| name != "src/main.rs").collect()
        }
        Err(error) => vec![error.to_string()],
    };
    let mut loss = match exercises.find(step) {
        Ok(Found::Stub) => String::new(),
        Ok(Found::Nothing) => "There is no src/main.rs.\n".to_owned(),
        Ok(Found::Written) => {
            let main = fs::read(exercises.of(step).join("src").join("main.rs")).unwrap_or_default();
            let lines = difference::lines(step.stub(), &String::from_utf8_lossy(&main));
            format!(
                "What you have written in exercises/{step}/src/main.rs (-: stub, +: yours):\n\n{lines}\n"
            )
        }
        Err(error) => format!("{error}\n"),
    };
    if !others.is_empty() {
        loss.push_str(&format!("Also taken away: {}\n", others.join(", ")));
    }
    loss
}

/// Asks whoever is at the terminal. Nobody there is a no.
fn is_wanted(step: Step) -> anyhow::Result<bool> {
    if !io::stdin().is_terminal() {
        console::note(&format!(
            "Nothing was changed: there is no terminal to ask at. To reset without a question: cargo xtask reset {step} --yes"
        ));
        return Ok(false);
    }
    let kept = name(&free_name(&Exercises::ours().of(step)));
    console::print(&format!(
        "Put the stub back, and keep this in exercises/{step}/{kept}/? [y/N] "
    ));
    // Who was not asked has not said yes.
    if !console::works() {
        return Ok(false);
    }
    let mut answer = String::new();
    io::stdin().lock().read_line(&mut answer)?;
    let is_yes = matches!(answer.trim(), "y" | "Y" | "yes");
    if !is_yes {
        console::print("Nothing was changed.\n");
    }
    Ok(is_yes)
}

/// The first name that nothing has.
fn free_name(folder: &Path) -> PathBuf {
    let names = (1..).map(|number| folder.join(format!("src-before-reset-{number}")));
    names
        .into_iter()
        .find(|name| name.symlink_metadata().is_err())
        .expect("there are more numbers than folders")
}

fn name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// Puts back what the step needs: its stub, and its manifest if that is gone.
fn restore(step: Step, folder: &Path) -> anyhow::Result<()> {
    write(&folder.join("src").join("main.rs"), step.stub())?;
    let manifest = folder.join("Cargo.toml");
    if manifest.exists() {
        return Ok(());
    }
    // The solution's differs in its name alone.
    let solutions = workspace::root().join("solutions");
    let like = solutions.join(step.name()).join("Cargo.toml");
    let text =
        fs::read_to_string(&like).with_context(|| format!("cannot read {}", like.display()))?;
    write(&manifest, &text.replace(&format!("solution-{step}"), step.name()))
}

fn write(file: &Path, text: &str) -> anyhow::Result<()> {
    let folder = file.parent().unwrap_or(file);
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(file, text))
        .with_context(|| format!("cannot write {}", file.display()))
}
