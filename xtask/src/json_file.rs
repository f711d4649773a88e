//! `--json FILE`: written whole or not at all.

use anyhow::Context;
use report::data::Report;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use submission::error::Error;

/// Where the report is to be written.
pub struct JsonFile {
    path: PathBuf,
}

impl JsonFile {
    /// Sees whether the file could be written, before anything is run.
    pub fn reserve(path: &Path) -> Result<Self, Error> {
        let refuse = |why: String| Error::Usage(format!("--json {}: {why}", path.display()));
        if path.is_dir() {
            return Err(refuse("this is a folder; name a file".to_owned()));
        }
        let json = Self { path: path.to_owned() };
        let tried = if json.is_special() {
            File::options().append(true).open(path).map(drop)
        } else {
            json.temporary().map(drop)
        };
        match tried {
            Ok(()) => Ok(json),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                Err(refuse(format!("there is no folder {}", json.folder().display())))
            }
            Err(error) => Err(refuse(format!("it cannot be written ({})", error.kind()))),
        }
    }

    /// Writes the report.
    pub fn write(self, report: &Report) -> anyhow::Result<()> {
        let mut text = serde_json::to_string_pretty(report)?;
        text.push('\n');
        let written =
            if self.is_special() { fs::write(&self.path, text) } else { self.replace(&text) };
        written.with_context(|| format!("cannot write {}", self.path.display()))
    }

    /// A link or a device is written through, not replaced.
    fn is_special(&self) -> bool {
        self.path.symlink_metadata().is_ok_and(|metadata| !metadata.is_file())
    }

    fn replace(&self, text: &str) -> io::Result<()> {
        let mut file = self.temporary()?;
        file.write_all(text.as_bytes())?;
        file.persist(&self.path)?;
        Ok(())
    }

    /// A file beside it, gone again unless it is persisted.
    fn temporary(&self) -> io::Result<tempfile::NamedTempFile> {
        let mut builder = tempfile::Builder::new();
        builder.prefix(".handshake-").suffix(".json");
        // As any other file that a program writes; the umask takes its part.
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        builder.tempfile_in(self.folder())
    }

    fn folder(&self) -> &Path {
        let folder = self.path.parent().filter(|folder| !folder.as_os_str().is_empty());
        folder.unwrap_or(Path::new("."))
    }
}
