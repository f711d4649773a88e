//! The folder of the results: `DIR/reports/<submission>.json`, one
//! `handshake.report.v1` each, in; the exported files, out. A file is written
//! whole or not at all. Knows no format.

use crate::class::{Class, Graded};
use crate::format::Export;
use report::data::{Report, SCHEMA};
use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// Why the folder cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no folder with reports.
    #[error("no reports in {}: {reason}; `cargo xtask grade … --out {}` writes them",
        folder.join("reports").display(), folder.display())]
    NoReports {
        /// The folder that was named.
        folder: PathBuf,
        /// What the system says.
        reason: io::Error,
    },
    /// A file cannot be written.
    #[error("cannot write {}: {reason}", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// What the system says.
        reason: io::Error,
    },
}

/// A report that cannot be used.
#[derive(Debug)]
pub struct Damaged {
    /// Where it is.
    pub path: PathBuf,
    /// What is wrong with it.
    pub reason: String,
}

/// Reads all reports. Damaged ones are named, and do not stop the others.
///
/// # Errors
/// If there is no folder with reports.
pub fn read(folder: &Path) -> Result<(Class, Vec<Damaged>), Error> {
    let no_reports = |reason| Error::NoReports { folder: folder.to_owned(), reason };
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder.join("reports")).map_err(no_reports)? {
        let path = entry.map_err(no_reports)?.path();
        // Others are not ours: what a killed run left half written, what an editor leaves.
        if path.extension().is_some_and(|extension| extension == "json") {
            paths.push(path);
        }
    }
    paths.sort();
    let (mut submissions, mut damaged) = (Vec::new(), Vec::new());
    for path in paths {
        match read_report(&path) {
            Ok((file_name, report)) => {
                let sources = sources(folder, &file_name, &report);
                submissions.push(Graded { file_name, report, sources });
            }
            Err(reason) => damaged.push(Damaged { path, reason }),
        }
    }
    Ok((Class::new(submissions), damaged))
}

fn read_report(path: &Path) -> Result<(String, Report), String> {
    let file_name = path.file_stem().and_then(|name| name.to_str());
    let file_name = file_name.ok_or("its name is not UTF-8")?;
    let text = fs::read_to_string(path).map_err(|error| error.to_string())?;
    let mut report: Report = serde_json::from_str(&text).map_err(|error| error.to_string())?;
    if report.schema != SCHEMA {
        return Err(format!("its schema is {:?}, not {SCHEMA:?}", report.schema));
    }
    // A student's own check has no name; its file has.
    if report.submission == "." {
        report.submission = file_name.to_owned();
    }
    Ok((file_name.to_owned(), report))
}

/// `DIR/sources/<submission>/<step>/src/main.rs`, where it is there.
fn sources(folder: &Path, file_name: &str, report: &Report) -> BTreeMap<String, String> {
    let of = |step: &str| {
        let path = folder.join("sources").join(file_name).join(step).join("src/main.rs");
        Some((step.to_owned(), String::from_utf8_lossy(&fs::read(path).ok()?).into_owned()))
    };
    report.steps.iter().filter_map(|step| of(&step.step)).collect()
}

/// Writes the files of an export, each whole or not at all.
///
/// # Errors
/// If one of them cannot be written.
pub fn write(folder: &Path, export: &Export) -> Result<(), Error> {
    for (path, text) in &export.files {
        let path = folder.join(path);
        replace(&path, text).map_err(|reason| Error::Write { path: path.clone(), reason })?;
    }
    Ok(())
}

/// Writes a file that was named, whole or not at all. A link or a device is written
/// through, not replaced.
///
/// # Errors
/// If it cannot be written.
pub fn write_file(path: &Path, text: &str) -> Result<(), Error> {
    let is_special = path.symlink_metadata().is_ok_and(|metadata| !metadata.is_file());
    let written = if is_special { fs::write(path, text) } else { replace(path, text) };
    written.map_err(|reason| Error::Write { path: path.to_owned(), reason })
}

fn replace(path: &Path, text: &str) -> io::Result<()> {
    let parent = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(parent)?;
    let mut builder = tempfile::Builder::new();
    // As any other file that a program writes; the umask takes its part.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.prefix(".handshake-").tempfile_in(parent)?;
    file.write_all(text.as_bytes())?;
    file.as_file().sync_all()?;
    file.persist(path)?;
    Ok(())
}
