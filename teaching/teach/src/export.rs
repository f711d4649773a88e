//! `export DIR --format FORMAT`: from finished reports to the file of another tool.

use crate::exit_code::Exit;
use clap::{Args, ValueEnum};
use export::folder;
use export::format::Format;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub struct ExportOptions {
    /// The folder of the results; the reports are in DIR/reports
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// The format; its files are written below DIR
    #[arg(long)]
    format: Name,
}

/// What can be typed behind `--format`.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Name {
    /// grades.csv: a row for each submission
    Csv,
    /// canvas.csv: for the gradebook of Canvas
    Canvas,
    /// junit.xml: for GitLab, Jenkins and others
    Junit,
    /// gradescope/<submission>.json: Gradescope's results.json
    Gradescope,
    /// github/<submission>/: Classroom's result, annotations for Actions, a step summary
    Github,
    /// exercism/<submission>.json: a test runner's results.json, version 3
    Exercism,
    /// report.html: one file to look at, for a browser, without a network
    Html,
    /// feedback/<submission>.txt: what the student would read on a terminal
    Feedback,
}

impl From<Name> for Format {
    fn from(name: Name) -> Self {
        match name {
            Name::Csv => Self::Csv,
            Name::Canvas => Self::Canvas,
            Name::Junit => Self::Junit,
            Name::Gradescope => Self::Gradescope,
            Name::Github => Self::Github,
            Name::Exercism => Self::Exercism,
            Name::Html => Self::Html,
            Name::Feedback => Self::Feedback,
        }
    }
}

pub fn run(options: &ExportOptions) -> Result<Exit, folder::Error> {
    let (class, damaged) = folder::read(&options.folder)?;
    let export = Format::from(options.format).export(&class);
    folder::write(&options.folder, &export)?;
    match &export.files[..] {
        [(path, _)] => console::print(&format!("wrote {}\n", options.folder.join(path).display())),
        files => console::print(&format!(
            "wrote {} files in {}\n",
            files.len(),
            options.folder.display()
        )),
    }
    tell(&export.notes, &damaged);
    Ok(if damaged.is_empty() { Exit::Done } else { Exit::NotAll })
}

/// Says what was cut, and what was left out.
pub fn tell(notes: &[String], damaged: &[folder::Damaged]) {
    for note in notes {
        console::note(&format!("note: {note}"));
    }
    for report in damaged {
        console::note(&format!(
            "error: left out {}: {}; grade this submission again",
            report.path.display(),
            report.reason
        ));
    }
}
