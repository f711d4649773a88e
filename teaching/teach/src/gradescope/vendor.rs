//! The dependencies, as files. Those of other systems keep their manifests, which
//! cargo wants to see, and nothing else: they are three quarters of it all.

use serde_json::{Value, json};
use std::collections::HashSet;
use std::error::Error;
use std::fs;
use std::path::Path;
use submission::cargo;

/// Where the repository has cargo's configuration.
pub const CONFIGURATION: &str = ".cargo/config.toml";

/// What is added to it in the archive: cargo finds the dependencies there, and asks
/// no network.
/// <https://doc.rust-lang.org/cargo/reference/source-replacement.html>
const SOURCES: &str = r#"
[source.crates-io]
replace-with = "vendored"

[source.vendored]
directory = "vendor"

[net]
offline = true
"#;

/// What the autograder may run on.
const PLATFORMS: [&str; 2] = ["x86_64-unknown-linux-gnu", "aarch64-unknown-linux-gnu"];

/// The manifests of the workspaces: the students', and the teaching assistants'.
const WORKSPACES: [&str; 2] = ["Cargo.toml", "teaching/Cargo.toml"];

/// What cargo looks at of every package.
const MANIFEST: &str = "Cargo.toml";
const CHECKSUMS: &str = ".cargo-checksum.json";

/// Cargo's configuration for the archive: that of the repository at `root`, and where the
/// dependencies are.
///
/// # Errors
/// If that of the repository cannot be read.
pub fn configuration(root: &Path) -> Result<String, Box<dyn Error>> {
    let file = root.join(CONFIGURATION);
    let text = fs::read_to_string(&file)
        .map_err(|error| format!("cannot read {}: {error}", file.display()))?;
    Ok(text + SOURCES)
}

/// Puts the dependencies of the workspaces at `root` into `folder`.
///
/// # Errors
/// If cargo cannot get them, or a file cannot be written.
pub fn fetch(root: &Path, folder: &Path) -> Result<(), Box<dyn Error>> {
    let manifests = WORKSPACES.map(|manifest| root.join(manifest).to_string_lossy().into_owned());
    let [students, assistants] = manifests.each_ref().map(String::as_str);
    let target = folder.to_string_lossy();
    cargo::ask(
        &[
            &["vendor", "--locked", "--versioned-dirs"],
            &["--manifest-path", students, "--sync", assistants, &*target][..],
        ]
        .concat(),
    )?;
    let mut needed = HashSet::new();
    for manifest in [students, assistants] {
        let mut asked =
            vec!["metadata", "--locked", "--format-version=1", "--manifest-path", manifest];
        asked.extend(PLATFORMS.iter().flat_map(|platform| ["--filter-platform", platform]));
        needed.extend(packages(&serde_json::from_str(&cargo::ask(&asked)?)?));
    }
    for package in folder.read_dir()? {
        let package = package?;
        if !needed.contains(&*package.file_name().to_string_lossy()) {
            hollow_out(&package.path())?;
        }
    }
    Ok(())
}

/// The packages of a dependency graph (`cargo metadata`), as their folders are called.
fn packages(metadata: &Value) -> HashSet<String> {
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let nodes = list(&metadata["resolve"]["nodes"]);
    let ids: HashSet<&str> = nodes.iter().filter_map(|node| node["id"].as_str()).collect();
    list(&metadata["packages"])
        .iter()
        .filter(|package| package["id"].as_str().is_some_and(|id| ids.contains(id)))
        .filter_map(|package| {
            Some(format!("{}-{}", package["name"].as_str()?, package["version"].as_str()?))
        })
        .collect()
}

/// Leaves the manifest of a package, and an empty library, so that cargo misses nothing.
fn hollow_out(package: &Path) -> Result<(), Box<dyn Error>> {
    for entry in package.read_dir()? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            fs::remove_dir_all(entry.path())?;
        } else if ![MANIFEST, CHECKSUMS].contains(&&*entry.file_name().to_string_lossy()) {
            fs::remove_file(entry.path())?;
        }
    }
    fs::create_dir_all(package.join("src"))?;
    fs::write(package.join("src/lib.rs"), "")?;
    let file = package.join(CHECKSUMS);
    let mut checksums: Value = serde_json::from_slice(&fs::read(&file)?)?;
    checksums["files"] = json!({});
    fs::write(file, checksums.to_string())?;
    Ok(())
}
