//! The lists of the course: checks, mistakes, and the corpus that shows them.

use course::mistakes;
use course::step::Step;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let entries =
        fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut files = Vec::new();
    for entry in entries {
        let path = entry.unwrap().path();
        if path.is_dir() { files.extend(files_below(&path)) } else { files.push(path) }
    }
    files
}

/// The `mistake:` and `also:` lines of the wrong programs.
fn shown_mistakes(field: &str) -> BTreeSet<String> {
    let sources = files_below(&repository().join("corpus/wrong"));
    let texts = sources.iter().map(|file| fs::read_to_string(file).unwrap());
    let lines: Vec<String> =
        texts.flat_map(|text| text.lines().map(str::to_owned).collect::<Vec<_>>()).collect();
    let values =
        lines.iter().filter_map(|line| line.trim_start_matches("//!").trim().strip_prefix(field));
    values
        .flat_map(|value| value.trim().split(", ").map(str::to_owned).collect::<Vec<_>>())
        .collect()
}

#[test]
fn there_are_at_least_forty_checks() {
    let count: usize = Step::ALL.iter().map(|step| step.checks().len()).sum();
    assert!(count >= 40, "{count}");
}

#[test]
fn the_points_of_each_step_add_up_to_forty_and_no_check_is_worth_nothing() {
    for step in Step::ALL {
        assert_eq!(step.checks().iter().map(|check| check.points).sum::<u32>(), 40, "{step}");
        assert!(step.checks().iter().all(|check| check.points > 0), "{step}");
    }
}

#[test]
fn the_checks_of_a_step_have_names_of_their_own() {
    for step in Step::ALL {
        let ids: BTreeSet<_> = step.checks().iter().map(|check| check.id).collect();
        assert_eq!(ids.len(), step.checks().len(), "{step}");
    }
}

/// So that no two checks wait for each other.
#[test]
fn what_a_check_needs_leads_to_a_check_that_needs_nothing() {
    for step in Step::ALL {
        for check in step.checks() {
            let mut waiting = check.needs.to_vec();
            let mut rounds = 0;
            while let Some(id) = waiting.pop() {
                let needed = step.check(id).unwrap_or_else(|| panic!("{step}: there is no {id}"));
                waiting.extend(needed.needs);
                rounds += 1;
                assert!(rounds < 1000, "{step}: {} needs itself", check.id);
            }
        }
    }
}

#[test]
fn a_mistake_is_called_like_its_file() {
    let files = files_below(&repository().join("crates/course/src/mistakes"));
    let names: BTreeSet<String> = files
        .iter()
        .map(|file| file.file_stem().unwrap().to_string_lossy().replace('_', "-"))
        .filter(|name| name != "mod" && name != "clues")
        .collect();
    let ids: BTreeSet<String> = mistakes::ALL.iter().map(|mistake| mistake.id.to_owned()).collect();
    assert_eq!(names, ids);
    assert_eq!(ids.len(), mistakes::ALL.len());
}

#[test]
fn every_mistake_is_shown_by_a_program_of_the_corpus_and_every_one_shown_is_known() {
    let ids: BTreeSet<String> = mistakes::ALL.iter().map(|mistake| mistake.id.to_owned()).collect();
    let shown = shown_mistakes("mistake:");
    assert_eq!(ids.difference(&shown).collect::<Vec<_>>(), Vec::<&String>::new(), "not shown");
    assert_eq!(shown.difference(&ids).collect::<Vec<_>>(), Vec::<&String>::new(), "not known");
    let also = shown_mistakes("also:");
    assert_eq!(also.difference(&ids).collect::<Vec<_>>(), Vec::<&String>::new(), "also, not known");
}

/// "Next: …" follows a label and is followed by nothing.
#[test]
fn what_to_do_next_reads_as_the_end_of_a_sentence() {
    for mistake in mistakes::ALL {
        let first = mistake.next.chars().next().unwrap();
        assert!(first.is_lowercase(), "{}: {}", mistake.id, mistake.next);
        assert!(!mistake.next.ends_with('.'), "{}: {}", mistake.id, mistake.next);
        assert!(mistake.means.ends_with('.'), "{}: {}", mistake.id, mistake.means);
    }
}

#[test]
fn the_corpus_is_large_enough() {
    let count = |kind| files_below(&repository().join("corpus").join(kind)).len();
    assert!(count("wrong") >= 110, "{}", count("wrong"));
    assert!(count("right") >= 25, "{}", count("right"));
}
