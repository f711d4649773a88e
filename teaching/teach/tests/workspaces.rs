//! The two workspaces agree. They share a target folder, and what both use is compiled once
//! only if both want it in the same version, with the same features and profile.

use assert_cmd::Command;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use toml::{Table, Value};

const STUDENTS: &str = "../..";
const ASSISTANTS: &str = "..";

#[track_caller]
fn read<T: for<'a> Deserialize<'a>>(workspace: &str, file: &str) -> T {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(workspace).join(file);
    toml::from_str(&fs::read_to_string(&file).unwrap()).unwrap()
}

#[derive(Deserialize)]
struct Lock {
    package: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    version: String,
}

impl Package {
    /// The part of its version that cargo never has twice in one lock file: as far as the
    /// first number that is not 0.
    /// <https://doc.rust-lang.org/cargo/reference/resolver.html#semver-compatibility>
    fn major(&self) -> &str {
        let digit = self.version.find(|digit: char| ('1'..='9').contains(&digit)).unwrap_or(0);
        self.version[digit..].find('.').map_or(&self.version, |end| &self.version[..digit + end])
    }
}

#[test]
fn a_version_is_major_as_far_as_its_first_number() {
    let major = |version: &str| {
        let package = Package { name: String::new(), version: version.to_owned() };
        package.major().to_owned()
    };
    for (version, expected) in
        [("1.2.3", "1"), ("10.2.3", "10"), ("0.31.2", "0.31"), ("0.0.4", "0.0.4"), ("2.0.0+a", "2")]
    {
        assert_eq!(major(version), expected);
    }
}

#[test]
fn what_both_lock_files_have_has_the_same_version() {
    let students: Lock = read(STUDENTS, "Cargo.lock");
    let assistants: Lock = read(ASSISTANTS, "Cargo.lock");
    let versions: BTreeMap<(&str, &str), &str> = students
        .package
        .iter()
        .map(|package| ((&*package.name, package.major()), &*package.version))
        .collect();
    let both = assistants.package.iter().filter_map(|package| {
        let version = versions.get(&(&*package.name, package.major()))?;
        Some((&package.name, version, &*package.version))
    });
    let (same, different): (Vec<_>, Vec<_>) = both.partition(|(_, one, other)| *one == other);
    assert!(same.iter().any(|(name, ..)| *name == "clap"), "{same:?}");
    assert!(different.is_empty(), "students', and assistants': {different:?}");
}

#[test]
fn what_both_manifests_name_is_asked_for_in_the_same_words() {
    let dependencies = |workspace| -> Table {
        let manifest: Table = read(workspace, "Cargo.toml");
        manifest["workspace"]["dependencies"].as_table().unwrap().clone()
    };
    let (students, assistants) = (dependencies(STUDENTS), dependencies(ASSISTANTS));
    let is_ours = |wanted: &Value| wanted.get("path").is_some();
    let both: Vec<_> = assistants
        .iter()
        .filter(|(_, wanted)| !is_ours(wanted))
        .filter_map(|(name, wanted)| Some((name, wanted, students.get(name)?)))
        .collect();
    assert!(both.iter().any(|(name, ..)| *name == "clap"), "{both:?}");
    for (name, assistants, students) in both {
        assert_eq!(assistants, students, "{name}");
    }
}

#[test]
fn the_rest_of_both_manifests_is_the_same() {
    let rest = |workspace| {
        let mut manifest: Table = read(workspace, "Cargo.toml");
        let table = manifest["workspace"].as_table_mut().unwrap();
        for own in ["members", "default-members", "exclude", "dependencies"] {
            table.remove(own);
        }
        manifest
    };
    let students = rest(STUDENTS);
    assert!(students["profile"].get("dev").is_some());
    assert_eq!(students, rest(ASSISTANTS));
}

/// Compiled twice: for the students' tool it is a little smaller, and it takes no time.
const TWICE: &str = "unicode-width";

/// Packages of others that one of a workspace needs, and the features that they have. Of one
/// system, whatever this one is.
fn features(workspace: &str, package: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(workspace));
    cargo.args(["tree", "--locked", "--target", "x86_64-unknown-linux-gnu", "--package", package]);
    cargo.args(["--edges", "normal,build", "--prefix", "none", "--format", "{p}: {f}"]);
    let told = String::from_utf8(cargo.assert().success().get_output().stdout.clone()).unwrap();
    let mut features = BTreeMap::<_, BTreeSet<_>>::new();
    for line in told.lines() {
        let (package, with) = line.trim_end_matches(" (*)").split_once(": ").unwrap();
        // Behind ours stands the path.
        if !package.contains(['/', '\\']) {
            features.entry(package.to_owned()).or_default().insert(with.to_owned());
        }
    }
    features
}

#[test]
fn what_the_tools_have_in_common_has_the_same_features() {
    let first = features(STUDENTS, "xtask");
    assert!(first.keys().any(|package| package.starts_with("clap v")), "{first:#?}");
    for (workspace, tool) in [(STUDENTS, "watch"), (STUDENTS, "trace"), (ASSISTANTS, "teach")] {
        let other = features(workspace, tool);
        let different: Vec<_> = first
            .iter()
            .filter_map(|(package, with)| Some((package, with, other.get(package)?)))
            .filter(|(package, with, other)| with != other && !package.starts_with(TWICE))
            .collect();
        assert!(different.is_empty(), "xtask's, and {tool}'s: {different:#?}");
    }
}
