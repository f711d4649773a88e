//! `cargo xtask submit`: exactly the files that are graded, in one archive. The
//! same files give the same archive, byte by byte.

use crate::cli::SubmitOptions;
use crate::exit_code::Exit;
use crate::notebook;
use crate::output_file::OutputFile;
use crate::standing::{self, State, StepStanding};
use anyhow::Context;
use course::step::Step;
use rawzip::time::UtcDateTime;
use std::fmt::Write as _;
use std::io::Write as _;
use submission::error::Error;
use submission::exercises::{Exercises, SourceFile, sha256};

pub fn run(options: &SubmitOptions) -> anyhow::Result<Exit> {
    let out = OutputFile::reserve("--out", &options.out)?;
    let files = graded_files()?;
    let archive = pack(&files).context("the archive cannot be made")?;
    let standings = standing::of_all(&notebook::open()?);
    out.write(&archive)?;
    console::tell(&text(options, &files, &archive, &standings));
    Ok(Exit::Passed)
}

/// All files that are graded, in the order of the steps.
fn graded_files() -> anyhow::Result<Vec<SourceFile>> {
    let exercises = Exercises::ours();
    let mut files = Vec::new();
    for step in Step::ALL {
        refuse_links(&exercises, step)?;
        files.append(&mut exercises.contents(step)?);
    }
    if files.is_empty() {
        return Err(Error::Usage(format!(
            "there is nothing to hand in: {} holds no src/ of any step",
            exercises.folder.display()
        ))
        .into());
    }
    Ok(files)
}

/// A link leads to a file that stays behind: where it is graded, it is not there.
fn refuse_links(exercises: &Exercises, step: Step) -> Result<(), Error> {
    let folder = exercises.of(step);
    let own = [folder.clone(), folder.join("src")];
    let is_link = |path: &std::path::PathBuf| {
        path.symlink_metadata().is_ok_and(|metadata| metadata.is_symlink())
    };
    let inside = exercises.sources(step)?.links.into_iter().map(|(_, path)| path);
    match own.into_iter().filter(is_link).chain(inside).next() {
        None => Ok(()),
        Some(link) => Err(Error::Usage(format!(
            "{} is a link, and what it leads to would not be handed in; put the file itself there",
            link.display()
        ))),
    }
}

/// The archive: stored as they are, all with the same time and without rights, so
/// that nothing but the files decides what it is.
fn pack(files: &[SourceFile]) -> Result<Vec<u8>, rawzip::Error> {
    /// 1980-01-01, the first moment that a ZIP file can tell, in seconds since 1970.
    const FIRST_MOMENT: i64 = 315_532_800;
    let time = UtcDateTime::from_unix(FIRST_MOMENT);
    let mut archive = rawzip::ZipArchiveWriter::new(Vec::new());
    for SourceFile { name, content } in files {
        let (mut entry, config) = archive.new_file(name.as_str()).last_modified(time).start()?;
        let mut writer = config.wrap(&mut entry);
        writer.write_all(content)?;
        let (_, descriptor) = writer.finish()?;
        entry.finish(descriptor)?;
    }
    archive.finish()
}

fn text(
    options: &SubmitOptions,
    files: &[SourceFile],
    archive: &[u8],
    standings: &[StepStanding],
) -> String {
    let mut text = format!("{}\n", options.out.display());
    let _ = writeln!(text, "  SHA-256  {}", sha256(archive));
    let _ = writeln!(text, "  files    {}\n", files.len());
    for standing in standings {
        let count = files.iter().filter(|file| is_of(file, standing.step)).count();
        let files = if count == 1 { "1 file".to_owned() } else { format!("{count} files") };
        let _ = writeln!(text, "  {:20} {files:9}  {}", standing.step, standing.words());
    }
    text.push('\n');
    let names = |is_one: fn(&StepStanding) -> bool| {
        let steps: Vec<&str> =
            standings.iter().filter(|one| is_one(one)).map(|one| one.step.name()).collect();
        (!steps.is_empty()).then(|| steps.join(", "))
    };
    if let Some(steps) = names(|one| matches!(one.state, State::NotStarted | State::Missing)) {
        let _ = writeln!(text, "Not started, and worth nothing so far: {steps}");
    }
    if let Some(steps) = names(|one| one.is_changed || one.state == State::Unchecked) {
        let _ = writeln!(text, "Not checked since the last change: {steps}");
        text.push_str("To know what they are worth: cargo xtask check\n");
    }
    text
}

fn is_of(file: &SourceFile, step: Step) -> bool {
    file.name.split_once('/').is_some_and(|(folder, _)| folder == step.name())
}
