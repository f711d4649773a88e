//! A submission that is an archive. Nothing is unpacked to the disk: the names are
//! read, and then the few files that are graded, so no name can lead outside, and
//! no link or device is ever made.

use super::folder::{too_large, too_many};
use super::{MOST_BYTES, MOST_ENTRIES, Taken, Unreadable, shape};
use course::step::Step;
use flate2::read::MultiGzDecoder;
use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};
use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::Path;

/// The most that a compressed tar may unpack to, in bytes: a checkout with what cargo
/// made in it.
const MOST_UNPACKED: u64 = 1 << 30;

/// How much larger than the archive what is in it may be. Source code comes to
/// 10 at most; a file of zeros to 1000.
const MOST_RATIO: u64 = 200;

/// Below this, in bytes, the ratio does not matter.
const SMALL: u64 = 4 << 20;

/// The longest name of a file or folder, in bytes (NAME_MAX of Linux, and no more elsewhere).
const LONGEST_PART: usize = 255;

/// An archive's format, by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// `.zip`
    Zip,
    /// `.tar`
    Tar,
    /// `.tar.gz`, `.tgz`
    TarGz,
}

impl Format {
    /// The format that a file's name says.
    #[must_use]
    pub fn of(file: &Path) -> Option<Self> {
        let name = file.file_name()?.to_string_lossy().to_ascii_lowercase();
        let ends = |endings: &[&str]| endings.iter().any(|ending| name.ends_with(ending));
        if ends(&[".zip"]) {
            Some(Self::Zip)
        } else if ends(&[".tar.gz", ".tgz"]) {
            Some(Self::TarGz)
        } else if ends(&[".tar"]) {
            Some(Self::Tar)
        } else {
            None
        }
    }
}

/// What the entries of an archive are called: safe paths, and lines about the others.
#[derive(Default)]
struct Contents {
    /// Position in the archive, path.
    files: Vec<(usize, String)>,
    /// Path -> where it is in `files`.
    seen: HashMap<String, usize>,
    ignored: Vec<String>,
}

impl Contents {
    fn add(&mut self, position: usize, raw: &str, is_file: bool) {
        let path = raw.replace('\\', "/");
        if path.ends_with('/') {
            return;
        }
        if path.starts_with('/') || path.split('/').any(|part| part == ".." || part.contains('\0'))
        {
            self.ignored.push(format!("{raw}: its path leads outside the archive"));
        } else if !is_file {
            self.ignored.push(format!("{raw}: a link or a device; only files are taken"));
        } else if path.split('/').any(|part| part.len() > LONGEST_PART) {
            self.ignored.push(format!("{}…: its name is too long for a file", first(raw)));
        } else {
            let parts = path.split('/').filter(|part| !part.is_empty() && *part != ".");
            let path = parts.collect::<Vec<_>>().join("/");
            match self.seen.entry(path.clone()) {
                Entry::Occupied(place) => {
                    self.ignored
                        .push(format!("{raw}: it is in the archive twice; the last one is taken"));
                    self.files[*place.get()].0 = position;
                }
                Entry::Vacant(place) => {
                    place.insert(self.files.len());
                    self.files.push((position, path));
                }
            }
        }
    }

    /// Position -> step and path below it, of what is graded.
    fn choose(mut self, only: Option<Step>) -> (BTreeMap<usize, (Step, String)>, Taken) {
        let paths: Vec<String> = self.files.iter().map(|(_, path)| path.clone()).collect();
        let shape = shape::find(&paths, only);
        let chosen = shape.chosen.into_iter().map(|(index, what)| (self.files[index].0, what));
        let chosen = chosen.collect();
        self.ignored.extend(shape.ignored);
        (chosen, Taken { steps: BTreeMap::new(), ignored: self.ignored })
    }
}

/// Reads what is graded of an archive.
pub fn take(file: &Path, format: Format, only: Option<Step>) -> Result<Taken, Unreadable> {
    let open = || File::open(file).map_err(|error| broken(&error));
    let size = open()?.metadata().map_err(|error| broken(&error))?.len();
    match format {
        Format::Zip => zip(open()?, only),
        Format::Tar => tar(open, only),
        Format::TarGz => {
            let most = MOST_UNPACKED.min((size * MOST_RATIO).max(SMALL));
            tar(
                || Ok(Bounded { inner: MultiGzDecoder::new(BufReader::new(open()?)), left: most }),
                only,
            )
        }
    }
}

fn zip(file: File, only: Option<Step>) -> Result<Taken, Unreadable> {
    let mut archive = zip::ZipArchive::new(BufReader::new(file)).map_err(|error| broken(&error))?;
    if archive.len() > MOST_ENTRIES {
        return Err(too_many());
    }
    let mut contents = Contents::default();
    for position in 0..archive.len() {
        let entry = archive.by_index_raw(position).map_err(|error| broken(&error))?;
        let name = String::from_utf8_lossy(entry.name_raw());
        contents.add(position, &name, entry.is_file() && !entry.is_symlink());
    }
    let (chosen, mut taken) = contents.choose(only);
    let mut left = MOST_BYTES;
    for (position, (step, name)) in chosen {
        let entry = archive.by_index(position).map_err(|error| broken(&error))?;
        let most = left.min((entry.compressed_size().saturating_mul(MOST_RATIO)).max(SMALL));
        let mut content = Vec::new();
        entry.take(most + 1).read_to_end(&mut content).map_err(|error| broken(&error))?;
        if content.len() as u64 > most {
            return Err(too_large());
        }
        left -= content.len() as u64;
        taken.steps.entry(step).or_default().insert(name, content);
    }
    Ok(taken)
}

/// Reads twice: the names, then the files that they choose.
fn tar<R: Read>(
    open: impl Fn() -> Result<R, Unreadable>,
    only: Option<Step>,
) -> Result<Taken, Unreadable> {
    let mut contents = Contents::default();
    let mut archive = ::tar::Archive::new(open()?);
    for (position, entry) in archive.entries().map_err(|error| broken(&error))?.enumerate() {
        let entry = entry.map_err(|error| broken(&error))?;
        if position >= MOST_ENTRIES {
            return Err(too_many());
        }
        let kind = entry.header().entry_type();
        if !kind.is_dir() {
            contents.add(position, &String::from_utf8_lossy(&entry.path_bytes()), kind.is_file());
        }
    }
    let (chosen, mut taken) = contents.choose(only);
    let mut left = MOST_BYTES;
    let mut archive = ::tar::Archive::new(open()?);
    for (position, entry) in archive.entries().map_err(|error| broken(&error))?.enumerate() {
        let entry = entry.map_err(|error| broken(&error))?;
        let Some((step, name)) = chosen.get(&position) else { continue };
        let mut content = Vec::new();
        entry.take(left + 1).read_to_end(&mut content).map_err(|error| broken(&error))?;
        left = left.checked_sub(content.len() as u64).ok_or_else(too_large)?;
        taken.steps.entry(*step).or_default().insert(name.clone(), content);
    }
    Ok(taken)
}

/// Enough of a long name to know it by.
fn first(name: &str) -> String {
    name.chars().take(40).collect()
}

fn broken(error: &dyn std::error::Error) -> Unreadable {
    Unreadable(format!("the archive cannot be read: {error}"))
}

/// A stream that fails when it is longer than it may be.
struct Bounded<R> {
    inner: R,
    left: u64,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.inner.read(buffer)?;
        self.left = self.left.checked_sub(length as u64).ok_or_else(|| {
            io::Error::other("it unpacks to much more than source code does (a zip bomb?)")
        })?;
        Ok(length)
    }
}
