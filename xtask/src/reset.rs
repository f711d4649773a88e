//! `cargo xtask reset`: the stub as it was given, with its manifest, and what was there
//! kept under another name. The old is renamed, not copied: that cannot lose a file,
//! whatever kind it is, and needs no room on the disk.

use crate::cli::ResetOptions;
use crate::difference;
use crate::exit_code::Exit;

use anyhow::Context;
use course::step::Step;
use std::fmt::Write as _;
use std::fs;
use std::io::{self, BufRead, IsTerminal};
use std::path::{Path, PathBuf};
use submission::exercises::{Exercises, Found};
use submission::{regular, workspace};

pub fn run(options: &ResetOptions) -> anyhow::Result<Exit> {
    let step = options.step;
    let Some(loss) = loss(step)? else {
        console::tell(&(nothing_to_reset(step) + "\n"));
        return Ok(Exit::Passed);
    };
    console::print(&loss);
    if !loss.is_empty() && !options.yes && !is_wanted(step)? {
        return Ok(Exit::Usage);
    }
    console::tell(&replace(step)?);
    Ok(Exit::Passed)
}

/// What is said of a step that is the stub already.
pub fn nothing_to_reset(step: Step) -> String {
    format!("{step} is the stub as it was given. There is nothing to reset.")
}

/// What would be taken away, for people: empty if something is only missing, `None`
/// if all is as it was given.
pub fn loss(step: Step) -> anyhow::Result<Option<String>> {
    let parts = changed_parts(step)?;
    Ok((!parts.is_empty()).then(|| parts.into_iter().map(|part| part.loss).collect()))
}

/// Puts back what is not as it was given, and says where the old is kept.
pub fn replace(step: Step) -> anyhow::Result<String> {
    let mut told = String::new();
    for part in changed_parts(step)? {
        let kept = part.put_back()?;
        let shown = |path: &Path| path.strip_prefix(workspace::root()).unwrap_or(path).to_owned();
        let _ = writeln!(told, "{} is back in {}.", part.name, shown(&part.file).display());
        if let Some(kept) = kept {
            let end = if kept.is_dir() { "/" } else { "" };
            let _ = writeln!(told, "What you had is kept in {}{end}.", shown(&kept).display());
        }
    }
    Ok(told)
}

/// A part of a step that is not as it was given.
struct Part {
    name: &'static str,
    /// What is renamed.
    place: PathBuf,
    /// The file that was given: it is the place, or lies in it.
    file: PathBuf,
    given: String,
    /// What would be taken away, for people; empty if nothing would be.
    loss: String,
}

impl Part {
    /// Puts back what was given. Gives the path that the old has now, if there was
    /// something. Nothing is changed if that fails.
    fn put_back(&self) -> anyhow::Result<Option<PathBuf>> {
        let place = &self.place;
        if !is_there(place) {
            return write(&self.file, &self.given).map(|()| None);
        }
        let kept = free_name(place);
        fs::rename(place, &kept)
            .with_context(|| format!("cannot rename {} to {}", place.display(), kept.display()))?;
        if let Err(error) = write(&self.file, &self.given) {
            // It is a file or a folder, or nothing at all.
            let _ = fs::remove_file(place).or_else(|_| fs::remove_dir_all(place));
            fs::rename(&kept, place).with_context(|| {
                format!("what you had is in {} and cannot be moved back", kept.display())
            })?;
            return Err(error.context("nothing was changed"));
        }
        Ok(Some(kept))
    }
}

/// The parts of a step that are not as they were given.
fn changed_parts(step: Step) -> anyhow::Result<Vec<Part>> {
    let folder = Exercises::ours().of(step);
    let (source, manifest) = (folder.join("src"), folder.join("Cargo.toml"));
    let given_manifest = given_manifest(step)?;
    let parts = [
        Part {
            name: "The stub",
            file: source.join("main.rs"),
            given: step.stub().to_owned(),
            loss: source_loss(step, &source),
            place: source,
        },
        Part {
            name: "The manifest",
            file: manifest.clone(),
            loss: manifest_loss(step, &manifest, &given_manifest),
            given: given_manifest,
            place: manifest,
        },
    ];
    let is_changed = |part: &Part| !is_there(&part.place) || !part.loss.is_empty();
    Ok(parts.into_iter().filter(is_changed).collect())
}

/// Whether something has this name, a link that leads nowhere included.
fn is_there(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

/// The manifest as it was given: that of the solution differs in its name alone.
fn given_manifest(step: Step) -> anyhow::Result<String> {
    let file = workspace::solution(step)?.join("Cargo.toml");
    let text =
        fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
    Ok(text.replace(&format!("solution-{step}"), step.name()))
}

/// What of the sources would be taken away. Empty if all of them are the stub.
fn source_loss(step: Step, folder: &Path) -> String {
    if !is_there(folder) {
        return String::new();
    }
    let exercises = Exercises::ours();
    let others: Vec<String> = match exercises.sources(step) {
        Ok(sources) => {
            let files = sources.files.into_iter().map(|(name, _)| name);
            let links = sources.links.into_iter().map(|(name, _)| name);
            files.chain(links).filter(|name| name != "src/main.rs").collect()
        }
        // The next look says why.
        Err(_) => Vec::new(),
    };
    let mut loss = match exercises.find(step) {
        Ok(Found::Stub) => String::new(),
        Ok(Found::Nothing) => "There is no src/main.rs.\n".to_owned(),
        Ok(Found::Written) => {
            let main = fs::read(folder.join("main.rs")).unwrap_or_default();
            let lines = difference::lines(step.stub(), &String::from_utf8_lossy(&main));
            format!(
                "What you have written in exercises/{step}/src/main.rs (-: stub, +: yours):\n\n{lines}\n"
            )
        }
        Err(error) => format!("{error}\n"),
    };
    if !others.is_empty() {
        let _ = writeln!(loss, "Also taken away: {}", others.join(", "));
    }
    loss
}

/// What of the manifest would be taken away. Cargo reads those of all steps before it
/// does anything, so one that it cannot read stops every command.
fn manifest_loss(step: Step, file: &Path, given: &str) -> String {
    if let Err(error) = regular::expect(file) {
        return format!("{error}.\n");
    }
    match fs::read(file) {
        Ok(yours) => match difference::lines(given, &String::from_utf8_lossy(&yours)) {
            lines if lines.is_empty() => lines,
            lines => format!(
                "What you have changed in exercises/{step}/Cargo.toml (-: as given, +: yours):\n\n{lines}\n"
            ),
        },
        Err(_) if !is_there(file) => String::new(),
        Err(error) => format!("cannot read {}: {error}\n", file.display()),
    }
}

/// Asks whoever is at the terminal. Nobody there is a no.
fn is_wanted(step: Step) -> anyhow::Result<bool> {
    if !io::stdin().is_terminal() {
        console::note(&format!(
            "Nothing was changed: there is no terminal to ask at. To reset without a question: cargo xtask reset {step} --yes"
        ));
        return Ok(false);
    }
    let lost = changed_parts(step)?.into_iter().filter(|part| !part.loss.is_empty());
    let kept: Vec<String> = lost.map(|part| name(&free_name(&part.place))).collect();
    console::print(&format!(
        "Put back what was given, and keep this in exercises/{step}/ as {}? [y/N] ",
        kept.join(" and ")
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

/// The first name for the old of this file or folder that nothing has.
fn free_name(path: &Path) -> PathBuf {
    let names =
        (1..).map(|number| path.with_file_name(format!("{}-before-reset-{number}", name(path))));
    names.into_iter().find(|name| !is_there(name)).expect("there are more numbers than files")
}

fn name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

fn write(file: &Path, text: &str) -> anyhow::Result<()> {
    let folder = file.parent().unwrap_or(file);
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(file, text))
        .with_context(|| format!("cannot write {}", file.display()))
}
