//! `gradescope --out FILE`: the archive that Gradescope makes its autograder of. It
//! has all that is needed: this repository, its dependencies, and the scripts that
//! Gradescope calls. A network is needed when the image is built, and not any more
//! when a submission is graded.
//! <https://gradescope-autograders.readthedocs.io/en/latest/specs/>

mod archive;
mod sources;
mod vendor;

use crate::exit_code::Exit;
use archive::Archive;
use clap::Args;
use console::interrupt;
use std::error::Error;
use std::path::PathBuf;
use submission::scratch::Scratch;
use submission::{cargo, workspace};

/// Where the repository lies in the archive.
const REPOSITORY: &str = "handshake";

/// In `setup.sh`, the toolchain that is installed.
const TOOLCHAIN: &str = "TOOLCHAIN";

const SETUP: &str = include_str!("setup.sh");
const BUILD: &str = include_str!("build.sh");
const RUN: &str = include_str!("run_autograder.sh");

#[derive(Debug, Args)]
pub struct GradescopeOptions {
    /// The archive (ZIP); a file of that name is replaced
    #[arg(long, value_name = "FILE", default_value = "autograder.zip")]
    out: PathBuf,
}

pub fn run(options: &GradescopeOptions) -> Result<Exit, Box<dyn Error>> {
    let root = workspace::root();
    let scratch = Scratch::new("gradescope-")?;
    let vendored = scratch.folder().join("vendor");
    vendor::fetch(root, &vendored)?;
    let mut archive = Archive::create(&options.out)?;
    archive.program("setup.sh", &SETUP.replace(TOOLCHAIN, &toolchain()?))?;
    archive.program("build.sh", BUILD)?;
    archive.program("run_autograder", RUN)?;
    for file in sources::of(root)? {
        archive.copy(&root.join(&file), &format!("{REPOSITORY}/{file}"))?;
    }
    for file in sources::below(&vendored)? {
        archive.copy(&vendored.join(&file), &format!("{REPOSITORY}/vendor/{file}"))?;
    }
    archive
        .text(&format!("{REPOSITORY}/{}", vendor::CONFIGURATION), &vendor::configuration(root)?)?;
    let bytes = archive.finish()?;
    interrupt::hold();
    console::print(&format!(
        "Wrote {} ({} MB). Upload it in Gradescope: Configure Autograder, Zip file upload.\n",
        options.out.display(),
        bytes / 1_000_000
    ));
    Ok(Exit::Done)
}

/// The toolchain that is in use here, so that programs compile there as they do here.
/// A nightly one has no number that could be installed.
fn toolchain() -> Result<String, submission::error::Error> {
    let said = cargo::rustc(&["--version"])?;
    let version = said.split_whitespace().nth(1).unwrap_or_default();
    let is_release = version.chars().all(|letter| letter.is_ascii_digit() || letter == '.');
    Ok(if is_release { version.to_owned() } else { "stable".to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_setup_names_the_toolchain_once_and_no_hole_is_left() {
        assert_eq!(SETUP.matches(TOOLCHAIN).count(), 1);
    }
}
