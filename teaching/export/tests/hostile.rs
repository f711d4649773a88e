//! Hostile names and output, in every format: nothing steers a terminal, a log, a
//! page or a spreadsheet.

mod common;

use common::{class_of, reports};
use export::format::{Export, Format};
use std::path::{Component, Path};
use std::sync::LazyLock;

const ALL: [Format; 8] = [
    Format::Csv,
    Format::Canvas,
    Format::Junit,
    Format::Gradescope,
    Format::Github,
    Format::Exercism,
    Format::Html,
    Format::Feedback,
];

/// Every format of one submission of each kind.
static EXPORTS: LazyLock<Vec<(Format, Export)>> = LazyLock::new(|| {
    let class = class_of(reports());
    ALL.map(|format| (format, format.export(&class))).to_vec()
});

fn files() -> impl Iterator<Item = (Format, &'static Path, &'static str)> {
    EXPORTS.iter().flat_map(|(format, export)| {
        export.files.iter().map(|(path, text)| (*format, path.as_path(), text.as_str()))
    })
}

#[test]
fn no_file_has_a_character_that_steers_what_shows_it() {
    let steers = |character: char| {
        (character.is_control() && character != '\n')
            || matches!(character, '\u{202a}'..='\u{202e}' | '\u{2028}' | '\u{2029}')
    };
    for (format, path, text) in files() {
        let found = text.chars().find(|character| steers(*character));
        assert_eq!(found, None, "{format:?} {}", path.display());
    }
}

#[test]
fn only_annotations_have_lines_that_a_ci_would_obey() {
    for (format, path, text) in files().filter(|(_, path, _)| !path.ends_with("annotations.txt")) {
        let forged = text.lines().find(|line| line.trim_start().starts_with("::"));
        assert_eq!(forged, None, "{format:?} {}", path.display());
    }
}

#[test]
fn no_file_of_a_submission_is_larger_than_a_mebibyte() {
    for (format, path, text) in files() {
        assert!(text.len() <= 1024 * 1024, "{format:?} {}: {}", path.display(), text.len());
    }
}

#[test]
fn no_path_leaves_the_folder() {
    for (_, path, _) in files() {
        let is_plain = |part| matches!(part, Component::Normal(_));
        assert!(path.components().all(is_plain), "{}", path.display());
    }
}
