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
}

impl From<Name> for Format {
    fn from(name: Name) -> Self {
        match name {
            Name::Csv => Self::Csv,
        }
    }
}

pub fn run(options: &ExportOptions) -> Result<Exit, folder::Error> {
    let (class, damaged) = folder::read(&options.folder)?;
    let export = Format::from(options.format).export(&class);
    folder::write(&options.folder, &export)?;
    match &export.files[..] {
        [(path, _)] => anstream::println!("wrote {}", options.folder.join(path).display()),
        files => anstream::println!("wrote {} files in {}", files.len(), options.folder.display()),
    }
    for note in &export.notes {
        anstream::eprintln!("note: {note}");
    }
    for report in &damaged {
        anstream::eprintln!(
            "error: left out {}: {}; grade this submission again",
            report.path.display(),
            report.reason
        );
    }
    Ok(if damaged.is_empty() { Exit::Done } else { Exit::NotAll })
}
