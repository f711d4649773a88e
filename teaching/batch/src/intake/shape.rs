//! Where the steps are among the paths of a submission. Learning platforms nest
//! a download at will; what counts is the end of a path. Pure.

use course::step::Step;
use std::collections::BTreeMap;

/// Which files belong to which step, and what was passed over.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Shape {
    /// Index of a path -> the step, and the path below the step's folder.
    pub chosen: BTreeMap<usize, (Step, String)>,
    /// A line for each thing that was passed over and may have been meant.
    pub ignored: Vec<String>,
}

/// Folders that hold no student's work, whatever is in them. Our `teaching` and `xtask` are
/// not among them: a learning platform may call a folder so that has all of a submission.
const FOREIGN: [&str; 6] = [".git", "target", "solutions", "corpus", "crates", "__MACOSX"];

/// How archives end, those included that are never read.
const ARCHIVES: [&str; 8] =
    [".zip", ".tar", ".tar.gz", ".tgz", ".tar.xz", ".tar.bz2", ".rar", ".7z"];

/// Whether nothing below a folder of this name is looked at.
#[must_use]
pub fn is_foreign(folder: &str) -> bool {
    FOREIGN.contains(&folder)
}

/// Finds the steps among paths, whose parts are joined by `/`.
#[must_use]
pub fn find(paths: &[String], only: Option<Step>) -> Shape {
    let mut shape = Shape::default();
    for step in Step::ALL.into_iter().filter(|step| only.is_none_or(|only| only == *step)) {
        let mut roots: BTreeMap<(usize, usize, String), Vec<(usize, String)>> = BTreeMap::new();
        for (index, path) in paths.iter().enumerate() {
            if let Some((rank, root, rest)) = place(path, step, only) {
                let depth = root.split('/').count();
                roots.entry((rank, depth, root)).or_default().push((index, rest));
            }
        }
        // The best kind of place, and of those the outermost.
        let mut roots = roots.into_iter();
        if let Some((_, files)) = roots.next() {
            shape.chosen.extend(files.into_iter().map(|(index, rest)| (index, (step, rest))));
        }
        for ((_, _, root), _) in roots {
            shape.ignored.push(format!("{root}: another `{step}`; only one is graded"));
        }
    }
    for (index, path) in paths.iter().enumerate() {
        if is_archive(path) {
            shape.ignored.push(format!("{path}: an archive in the submission; it is not opened"));
        } else if !shape.chosen.contains_key(&index) && is_notable(path) {
            shape.ignored.push(format!("{path}: not taken; the course's own is used, or none"));
        }
    }
    shape
}

/// How well a path fits a step, the step's folder, and the path below it.
fn place(path: &str, step: Step, only: Option<Step>) -> Option<(usize, String, String)> {
    if !path.ends_with(".rs") || path.split('/').any(is_foreign) {
        return None;
    }
    let parts: Vec<&str> = path.split('/').collect();
    let source = parts.iter().position(|&part| part == "src")?;
    let root = parts[..source].join("/");
    let rest = parts[source..].join("/");
    let above = |back: usize| source.checked_sub(back).map(|index| parts[index]);
    match (above(1), above(2)) {
        (Some(name), Some("exercises")) if name == step.name() => Some((0, root, rest)),
        (Some(name), _) if name == step.name() => Some((1, root, rest)),
        _ if only == Some(step) => Some((2, root, rest)),
        _ => None,
    }
}

/// Whether someone may have packed work into it.
fn is_archive(path: &str) -> bool {
    let path = path.to_ascii_lowercase();
    !path.split('/').any(is_foreign) && ARCHIVES.iter().any(|ending| path.ends_with(ending))
}

/// Whether someone may think that a file has an effect.
fn is_notable(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    !path.split('/').any(is_foreign)
        && (path.ends_with(".rs")
            || path.contains(".cargo/")
            || ["Cargo.toml", "Cargo.lock", "rust-toolchain", "rust-toolchain.toml"]
                .contains(&name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(paths: &[&str], only: Option<Step>, expected: &[(&str, Step, &str)]) {
        let paths: Vec<String> = paths.iter().map(|&path| path.to_owned()).collect();
        let shape = find(&paths, only);
        let chosen: Vec<(&str, Step, &str)> = shape
            .chosen
            .iter()
            .map(|(&index, (step, rest))| (paths[index].as_str(), *step, rest.as_str()))
            .collect();
        assert_eq!(chosen, expected);
    }

    #[test]
    fn steps_are_found_at_any_depth() {
        let path = "Doe_17/onlinetext/handshake/exercises/client/src/main.rs";
        check(&[path], None, &[(path, Step::Client, "src/main.rs")]);
        check(
            &["client/src/net/tcp.rs"],
            None,
            &[("client/src/net/tcp.rs", Step::Client, "src/net/tcp.rs")],
        );
    }

    #[test]
    fn a_bare_source_needs_the_step() {
        check(&["hw/src/main.rs"], None, &[]);
        check(
            &["hw/src/main.rs"],
            Some(Step::Client),
            &[("hw/src/main.rs", Step::Client, "src/main.rs")],
        );
    }

    #[test]
    fn solutions_and_what_cargo_made_are_no_submission() {
        check(&["solutions/client/src/main.rs", "target/client/src/main.rs"], None, &[]);
    }

    #[test]
    fn of_two_the_exercise_that_lies_outermost_is_taken() {
        check(
            &[
                "old/exercises/client/src/main.rs",
                "exercises/client/src/main.rs",
                "client/src/main.rs",
            ],
            None,
            &[("exercises/client/src/main.rs", Step::Client, "src/main.rs")],
        );
    }

    #[test]
    fn what_may_have_been_meant_is_told() {
        let shape =
            find(&["client/build.rs".to_owned(), "client/.cargo/config.toml".to_owned()], None);
        assert_eq!(shape.ignored.len(), 2);
        let shape = find(&["Doe_17/Homework.RAR".to_owned(), "notes.txt".to_owned()], None);
        assert_eq!(
            shape.ignored,
            ["Doe_17/Homework.RAR: an archive in the submission; it is not opened"]
        );
    }
}
