//! The files of a box that name resolution asks. They are the judge's, who writes into them
//! before a program starts what its setting wants; the box shows them, and cannot change them.

use lab::setting::{COVERED, Stage};
use std::fs;
use std::io;
use std::path::Path;
use tempfile::NamedTempFile;

/// The files of one box.
#[derive(Debug)]
pub struct Names(Vec<Cover>);

/// A file of ours in the place of one of the system's.
#[derive(Debug)]
struct Cover {
    over: &'static str,
    file: NamedTempFile,
    /// What the system's says.
    usual: Vec<u8>,
    /// What ours says.
    text: Vec<u8>,
}

impl Names {
    /// Empty files, in this folder, for those that the system has.
    ///
    /// # Errors
    /// If a file cannot be read or made.
    pub fn new(scratch: &Path) -> io::Result<Self> {
        let there = COVERED.into_iter().filter(|over| Path::new(over).exists());
        let cover = |over| {
            let file = NamedTempFile::new_in(scratch)?;
            Ok(Cover { over, file, usual: fs::read(over)?, text: Vec::new() })
        };
        Ok(Self(there.map(cover).collect::<io::Result<_>>()?))
    }

    /// Each file, and which one it covers.
    pub fn files(&self) -> impl Iterator<Item = (&Path, &'static str)> {
        self.0.iter().map(|cover| (cover.file.path(), cover.over))
    }

    /// Has them say what a stage wants, or what the system's say. Nobody may be reading them.
    ///
    /// # Errors
    /// If a file cannot be read or written.
    pub fn set(&mut self, stage: &Stage) -> io::Result<()> {
        for cover in &mut self.0 {
            let wanted = stage.overlays().iter().find(|overlay| overlay.over == cover.over);
            let text = match wanted {
                Some(overlay) => fs::read(overlay.file())?,
                None => cover.usual.clone(),
            };
            if text != cover.text {
                fs::write(cover.file.path(), &text)?;
                cover.text = text;
            }
        }
        Ok(())
    }
}
