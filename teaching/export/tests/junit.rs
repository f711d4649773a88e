//! JUnit: valid by its schema, as xmllint sees it, and the same numbers as the reports.

mod common;

use common::{class_of, failed, report, reports, step, tool};
use export::class::Class;
use export::junit;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use report::data::StepStatus;
use std::collections::BTreeSet;
use std::path::Path;

fn attribute(element: &BytesStart<'_>, name: &str) -> String {
    let found = element.try_get_attribute(name).unwrap().unwrap_or_else(|| panic!("no {name}"));
    found.value.into_owned()
}

/// The elements of a name, with one of their attributes.
fn elements(xml: &str, wanted: &str, name: &str) -> Vec<String> {
    let mut reader = Reader::from_str(xml);
    let mut found = Vec::new();
    loop {
        match reader.read_event().expect("well-formed") {
            Event::Start(element) | Event::Empty(element) if element.name().as_ref() == wanted => {
                found.push(attribute(&element, name));
            }
            Event::Eof => return found,
            _ => {}
        }
    }
}

#[track_caller]
fn is_valid(class: &Class) {
    let Some(xmllint) = tool::find(&["xmllint"]) else { return };
    let (xml, _) = junit::suites(class, junit::LARGEST);
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), xml).unwrap();
    let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/schemas/junit.xsd");
    tool::succeeds(
        tool::command(xmllint).args(["--noout", "--schema"]).arg(schema).arg(file.path()),
    );
}

#[test]
fn the_schema_takes_every_report() {
    is_valid(&class_of(reports()));
    is_valid(&class_of([]));
}

#[test]
fn each_verdict_is_counted_as_what_it_is() {
    let (xml, note) = junit::suites(&class_of(reports()), junit::LARGEST);
    assert_eq!(note, None);
    let all = |name| elements(&xml, "testsuites", name)[0].clone();
    // Of the reports: bob, new, gone, typo and the hostile one fail once each.
    assert_eq!(all("failures"), "5");
    // ida, lost and the hostile one.
    assert_eq!(all("errors"), "3");
    // ann's, and bob's that was not run.
    assert_eq!(all("skipped"), "2");
    for (element, name) in [("failure", "failures"), ("error", "errors")] {
        assert_eq!(elements(&xml, element, "message").len().to_string(), all(name));
    }
    assert_eq!(elements(&xml, "testcase", "name").len().to_string(), all("tests"));
}

#[test]
fn no_two_cases_have_the_same_name() {
    let (xml, _) = junit::suites(&class_of(reports()), junit::LARGEST);
    let names = elements(&xml, "testcase", "name");
    assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len());
}

#[test]
fn a_large_class_stays_under_the_limit_by_telling_less() {
    let class = class_of((0..20).map(|number| {
        let checks = (0..10).map(|id| failed(&format!("c{id}"), "one-read", "x"));
        report(&format!("s{number}"), vec![step("client", StepStatus::Failed, checks.collect())])
    }));
    let (whole, note) = junit::suites(&class, junit::LARGEST);
    assert_eq!(note, None);

    let (lines, note) = junit::suites(&class, whole.len() - 1);
    assert!(lines.len() < whole.len());
    assert_eq!(elements(&lines, "failure", "message").len(), 200);
    assert!(note.unwrap().contains("a line for each failure"));

    let (steps, note) = junit::suites(&class, lines.len() - 1);
    assert!(steps.len() < lines.len());
    assert_eq!(elements(&steps, "failure", "message").len(), 20);
    assert!(note.unwrap().ends_with("to stay under 30 MB"));

    let (_, note) = junit::suites(&class, steps.len() - 1);
    assert!(note.unwrap().ends_with("GitLab will not read it"));
}
