//! What every submission is compiled and judged with, built once: the
//! dependencies of the exercises, and the reference solutions as partners. It is
//! a folder of its own: a submission that is compiled sees the dependencies there, and
//! nothing else of ours.

use crate::error::Error;
use course::step::Step;
use lab::process::scope::Scope;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use submission::{cargo, workspace};

/// The libraries that an exercise may `use`.
const DIRECT: [&str; 3] = ["clap", "gethostname", "socket2"];

/// What every submission is compiled and judged with.
#[derive(Debug)]
pub struct Kit {
    /// The folder of rustc and its libraries.
    pub toolchain: PathBuf,
    /// rustc's version, in its own words.
    pub rustc: String,
    /// The folder with all libraries.
    pub libraries: PathBuf,
    /// Library -> its file in that folder, for those that an exercise may `use`.
    pub direct: BTreeMap<String, String>,
    /// The folder of the reference solutions.
    pub references_folder: PathBuf,
    /// The reference solutions, in that folder.
    pub references: BTreeMap<Step, PathBuf>,
}

impl Kit {
    /// Builds it, and lays it out in `folder`. `progress` is given cargo's lines.
    ///
    /// # Errors
    /// If it does not compile, or a file cannot be copied.
    pub fn prepare(folder: &Path, progress: fn(&str)) -> Result<Self, Error> {
        let packages = Step::ALL.map(|step| format!("solution-{step}"));
        let names = packages.each_ref().map(String::as_str);
        let target = workspace::target();
        let built =
            cargo::build_all(workspace::root(), &names, &target, &Scope::default(), &progress)?;
        let libraries = folder.join("libraries");
        fs::create_dir_all(&libraries).map_err(Error::write(&libraries))?;
        let mut direct = BTreeMap::new();
        for library in &built.libraries {
            for file in &library.files {
                let name = copy_into(file, &libraries)?;
                if DIRECT.contains(&library.name.as_str()) && name.ends_with(".rlib") {
                    direct.insert(library.name.clone(), name);
                }
            }
        }
        let references_folder = folder.join("references");
        fs::create_dir_all(&references_folder).map_err(Error::write(&references_folder))?;
        let mut references = BTreeMap::new();
        for (step, package) in Step::ALL.into_iter().zip(&packages) {
            let executable = built.executables.get(package).ok_or_else(|| {
                Error::Usage(format!("the reference solution of `{step}` does not compile"))
            })?;
            let name = copy_into(executable, &references_folder)?;
            references.insert(step, references_folder.join(name));
        }
        let sysroot = cargo::rustc(&["--print", "sysroot"])?;
        let rustc = cargo::rustc(&["--version"])?;
        Ok(Self {
            toolchain: sysroot.into(),
            rustc,
            libraries,
            direct,
            references_folder,
            references,
        })
    }
}

/// A copy, so that a build that runs meanwhile changes nothing. Gives its name.
fn copy_into(file: &Path, folder: &Path) -> Result<String, Error> {
    let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    fs::copy(file, folder.join(&name)).map_err(Error::read(file))?;
    Ok(name)
}
