//! A file that an option names: written whole or not at all.

use anyhow::Context;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use submission::error::Error;

/// Where something is to be written.
pub struct OutputFile {
    path: PathBuf,
}

impl OutputFile {
    /// Sees whether the file that this option names could be written, before
    /// anything is run.
    pub fn reserve(option: &str, path: &Path) -> Result<Self, Error> {
        let refuse = |why: String| Error::Usage(format!("{option} {}: {why}", path.display()));
        if path.is_dir() {
            return Err(refuse("this is a folder; name a file".to_owned()));
        }
        let output = Self { path: path.to_owned() };
        let tried = if output.is_special() {
            File::options().append(true).open(path).map(drop)
        } else {
            output.temporary().map(drop)
        };
        match tried {
            Ok(()) => Ok(output),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                Err(refuse(format!("there is no folder {}", output.folder().display())))
            }
            Err(error) => Err(refuse(format!("it cannot be written ({})", error.kind()))),
        }
    }

    /// Writes it.
    pub fn write(self, content: &[u8]) -> anyhow::Result<()> {
        let written =
            if self.is_special() { fs::write(&self.path, content) } else { self.replace(content) };
        written.with_context(|| format!("cannot write {}", self.path.display()))
    }

    /// A link or a device is written through, not replaced.
    fn is_special(&self) -> bool {
        self.path.symlink_metadata().is_ok_and(|metadata| !metadata.is_file())
    }

    fn replace(&self, content: &[u8]) -> io::Result<()> {
        let mut file = self.temporary()?;
        file.write_all(content)?;
        file.persist(&self.path)?;
        Ok(())
    }

    /// A file beside it, gone again unless it is persisted.
    fn temporary(&self) -> io::Result<tempfile::NamedTempFile> {
        let mut builder = tempfile::Builder::new();
        builder.prefix(".handshake-");
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
