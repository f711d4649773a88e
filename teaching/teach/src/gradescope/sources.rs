//! Which files of the repository go into the archive: those that it is built from, and
//! nothing else that lies there. Submissions may lie beside them.

use std::io;
use std::path::Path;

/// What is taken from the repository's folder.
const TOP: [&str; 11] = [
    "Cargo.toml",
    "Cargo.lock",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.md",
    "corpus",
    "crates",
    "exercises",
    "solutions",
    "teaching",
    "xtask",
];

/// The files of the repository, below its folder, in order.
///
/// # Errors
/// If a folder cannot be read.
pub fn of(root: &Path) -> io::Result<Vec<String>> {
    let mut files = Vec::new();
    for name in TOP {
        if root.join(name).is_dir() {
            files.extend(below(&root.join(name))?.iter().map(|file| format!("{name}/{file}")));
        } else {
            files.push(name.to_owned());
        }
    }
    Ok(files)
}

/// All files below a folder, in order, their parts joined by `/`. What cargo made, and
/// links, are left out.
///
/// # Errors
/// If a folder cannot be read.
pub fn below(top: &Path) -> io::Result<Vec<String>> {
    let mut files = Vec::new();
    let mut folders = vec![String::new()];
    while let Some(prefix) = folders.pop() {
        for entry in top.join(&prefix).read_dir()? {
            let entry = entry?;
            let Ok(name) = entry.file_name().into_string() else { continue };
            let kind = entry.file_type()?;
            if kind.is_dir() && name != "target" {
                folders.push(format!("{prefix}{name}/"));
            } else if kind.is_file() {
                files.push(format!("{prefix}{name}"));
            }
        }
    }
    files.sort();
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn only_what_the_tool_is_built_from_is_taken() {
        let folder = tempfile::tempdir().unwrap();
        let write = |file: &str| {
            let file = folder.path().join(file);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, "").unwrap();
        };
        for file in TOP.into_iter().filter(|name| name.contains(['.', '-'])) {
            write(file);
        }
        for file in [
            "crates/lab/src/lib.rs",
            "corpus/a.rs",
            "exercises/a.rs",
            "solutions/a.rs",
            "teaching/teach/src/main.rs",
            "xtask/a.rs",
        ] {
            write(file);
        }
        for file in ["submissions/ann.zip", "target/a", "crates/lab/target/a", ".git/config"] {
            write(file);
        }
        let files = of(folder.path()).unwrap();
        assert!(files.contains(&"crates/lab/src/lib.rs".to_owned()));
        assert!(files.contains(&"Cargo.lock".to_owned()));
        assert_eq!(files.len(), 11, "{files:?}");
    }
}
