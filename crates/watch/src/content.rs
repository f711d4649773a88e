//! What a verdict belongs to: the content of a step's files, not the moment at
//! which they were saved. An event may be lost, or come twice; a content cannot.

use course::step::Step;
use std::path::{Path, PathBuf};
use std::{fs, io};
use submission::exercises::sha256;
use submission::source::Source;
use submission::workspace;

/// The content of a step as it is on the disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// It can be checked.
    Written {
        /// The digest of the step's own sources.
        own: String,
        /// The digest of all that takes part: also the programs that it is paired with.
        all: String,
        /// The digest of the manifests of all steps: cargo reads them all, and builds
        /// nothing if there is one that it cannot read.
        manifests: String,
    },
    /// There is no `src/main.rs`, perhaps only for the moment of a save.
    Missing,
    /// It cannot be checked, and why.
    Unusable(String),
}

impl Content {
    /// Reads the content of a step.
    #[must_use]
    pub fn of(step: Step) -> Self {
        let folder = exercises().join(step.name());
        let main = folder.join("src").join("main.rs");
        if let Some(link) =
            [&folder, &folder.join("src"), &main].into_iter().find(|path| path.is_symlink())
        {
            return Self::Unusable(format!(
                "{} is a link. Changes behind a link are not seen: put the files themselves there.",
                shown(link)
            ));
        }
        match main.symlink_metadata() {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Self::Missing,
            Ok(metadata) if !metadata.is_file() => {
                return Self::Unusable(format!("{} is not a file.", shown(&main)));
            }
            // What cannot be looked at is there, and reading it says why it cannot be read.
            Ok(_) | Err(_) => {}
        }
        let with_partners: Vec<Step> =
            std::iter::once(step).chain(step.partners().iter().copied()).collect();
        let digest = |steps: &[Step]| Source::Exercises.digest(steps);
        match (digest(&[step]), digest(&with_partners)) {
            (Ok(own), Ok(all)) => Self::Written { own, all, manifests: manifests() },
            (Err(error), _) | (_, Err(error)) => Self::Unusable(error.to_string()),
        }
    }
}

/// A digest of the manifests of all steps. One that is not there is no reason to judge
/// nothing: what that means is for cargo to say.
fn manifests() -> String {
    let manifest = |step: Step| {
        let file = exercises().join(step.name()).join("Cargo.toml");
        // To read something else may take for ever: a pipe (fifo(7)) has no end.
        file.is_file().then(|| fs::read(file).ok()).flatten()
    };
    let contents = Step::ALL.map(|step| sha256(&manifest(step).unwrap_or_default()));
    contents.concat()
}

/// The folder with all steps.
#[must_use]
pub fn exercises() -> PathBuf {
    workspace::root().join("exercises")
}

/// A path as the student knows it: from the repository on.
fn shown(path: &Path) -> String {
    path.strip_prefix(workspace::root()).unwrap_or(path).display().to_string()
}
