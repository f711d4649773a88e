//! A submission that is a folder: a checkout, or whatever a learning platform made.
//! Links are not followed.

use super::{MOST_BYTES, MOST_ENTRIES, Taken, Unreadable, archive, shape};
use course::step::Step;
use std::fs::{self, File};
use std::io::Read as _;
use std::path::{Path, PathBuf};

/// What lies in a folder.
#[derive(Default)]
struct Listing {
    /// Files below it: path with `/`, and where.
    files: Vec<(String, PathBuf)>,
    ignored: Vec<String>,
}

/// Reads what is graded of it. If it holds no step but one archive, that is opened.
pub fn take(folder: &Path, only: Option<Step>) -> Result<Taken, Unreadable> {
    let mut listing = list(folder)?;
    let paths: Vec<String> = listing.files.iter().map(|(path, _)| path.clone()).collect();
    let shape = shape::find(&paths, only);
    if shape.chosen.is_empty() {
        let mut archives = listing
            .files
            .iter()
            .filter_map(|(_, file)| archive::Format::of(file).map(|format| (file, format)));
        if let (Some((file, format)), None) = (archives.next(), archives.next()) {
            return archive::take(file, format, only);
        }
    }
    let mut taken = Taken::default();
    let mut left = MOST_BYTES;
    for (index, (step, name)) in shape.chosen {
        let (path, file) = &listing.files[index];
        let mut content = Vec::new();
        File::open(file)
            .and_then(|file| file.take(left + 1).read_to_end(&mut content))
            .map_err(|error| Unreadable(format!("cannot read {path}: {error}")))?;
        left = left.checked_sub(content.len() as u64).ok_or_else(too_large)?;
        taken.steps.entry(step).or_default().insert(name, content);
    }
    taken.ignored = shape.ignored;
    taken.ignored.append(&mut listing.ignored);
    Ok(taken)
}

/// The sources are more than any honest submission's.
pub(super) fn too_large() -> Unreadable {
    Unreadable(format!("its sources are larger than {} MiB in all", MOST_BYTES >> 20))
}

/// There are more files than in any honest submission.
pub(super) fn too_many() -> Unreadable {
    Unreadable(format!("it has more than {MOST_ENTRIES} files and folders"))
}

fn list(top: &Path) -> Result<Listing, Unreadable> {
    let mut listing = Listing::default();
    let mut folders = vec![(String::new(), top.to_owned())];
    let mut seen = 0;
    while let Some((prefix, folder)) = folders.pop() {
        let failed = |error| Unreadable(format!("cannot read the folder {prefix:?}: {error}"));
        for entry in fs::read_dir(&folder).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            let kind = entry.file_type().map_err(failed)?;
            seen += 1;
            if seen > MOST_ENTRIES {
                return Err(too_many());
            }
            let name = entry.file_name();
            let Some(name) = name.to_str().filter(|name| !name.contains('\\')) else {
                let name = name.to_string_lossy();
                listing.ignored.push(format!("{prefix}{name}: its name cannot be a source file's"));
                continue;
            };
            let path = format!("{prefix}{name}");
            if kind.is_dir() {
                if !shape::is_foreign(name) {
                    folders.push((format!("{path}/"), entry.path()));
                }
            } else if kind.is_file() {
                listing.files.push((path, entry.path()));
            } else {
                listing.ignored.push(format!("{path}: a link or a device; only files are taken"));
            }
        }
    }
    listing.files.sort();
    Ok(listing)
}
