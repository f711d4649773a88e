//! The archive: written beside, and put into its place when it is whole. Knows not
//! what is in it.

use std::error::Error;
use std::fs::File;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Fast, and nearly as small: source code has a quarter of its size.
const LEVEL: i64 = 1;

/// An archive in the making.
pub struct Archive {
    zip: ZipWriter<NamedTempFile>,
    path: PathBuf,
}

impl Archive {
    /// An archive that will be at `path`.
    ///
    /// # Errors
    /// If nothing can be written there.
    pub fn create(path: &Path) -> Result<Self, Box<dyn Error>> {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let mut builder = tempfile::Builder::new();
        // As any other file that a program writes; the umask takes its part.
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        let file = builder
            .prefix(".handshake-")
            .tempfile_in(folder.unwrap_or(Path::new(".")))
            .map_err(|error| format!("cannot write {}: {error}", path.display()))?;
        Ok(Self { zip: ZipWriter::new(file), path: path.to_owned() })
    }

    /// Adds a script that can be run.
    pub fn program(&mut self, name: &str, text: &str) -> Result<(), Box<dyn Error>> {
        self.start(name, 0o755)?;
        Ok(self.zip.write_all(text.as_bytes())?)
    }

    /// Adds a text.
    pub fn text(&mut self, name: &str, text: &str) -> Result<(), Box<dyn Error>> {
        self.start(name, 0o644)?;
        Ok(self.zip.write_all(text.as_bytes())?)
    }

    /// Adds a copy of a file.
    pub fn copy(&mut self, file: &Path, name: &str) -> Result<(), Box<dyn Error>> {
        let mut content =
            File::open(file).map_err(|error| format!("cannot read {}: {error}", file.display()))?;
        self.start(name, 0o644)?;
        io::copy(&mut content, &mut self.zip)?;
        Ok(())
    }

    /// Puts it into its place, and gives its size in bytes.
    pub fn finish(self) -> Result<u64, Box<dyn Error>> {
        let file = self.zip.finish()?;
        let bytes = file.as_file().metadata()?.len();
        file.persist(&self.path)?;
        Ok(bytes)
    }

    fn start(&mut self, name: &str, mode: u32) -> zip::result::ZipResult<()> {
        let options = SimpleFileOptions::default();
        self.zip.start_file(name, options.unix_permissions(mode).compression_level(Some(LEVEL)))
    }
}
