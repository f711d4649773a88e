//! JUnit XML, one file for the class: a suite for each submission, a test case
//! for each check. Inconclusive is `error`, which is neither passed nor failed.
//! Attributes and order: <https://github.com/testmoapp/junitxml>; what GitLab
//! reads of it: <https://docs.gitlab.com/ci/testing/unit_test_reports/>

use crate::case::{self, Case, Outcome};
use crate::class::{self, Class, Graded};
use crate::text;
use quick_xml::Writer;
use quick_xml::events::BytesText;
use std::io;
use std::time::Duration;

/// GitLab takes files under 30 MB.
pub const LARGEST: usize = 30_000_000 - 1;

/// How much is told. The first that fits is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Detail {
    /// Each check, with all that is known of a failure.
    Findings,
    /// Each check, and of a failure a line.
    Checks,
    /// A case for each step.
    Steps,
}

/// The file, and a word if something had to be left out of it so that it has at most
/// `largest` bytes.
#[must_use]
pub fn suites(class: &Class, largest: usize) -> (String, Option<String>) {
    let findings = written(class, Detail::Findings);
    if findings.len() <= largest {
        return (findings, None);
    }
    let checks = written(class, Detail::Checks);
    if checks.len() <= largest {
        let note = "junit.xml has only a line for each failure, to stay under 30 MB";
        return (checks, Some(note.to_owned()));
    }
    let steps = written(class, Detail::Steps);
    let is_small = steps.len() <= largest;
    let but = if is_small { "" } else { ", and is still larger: GitLab will not read it" };
    (
        steps,
        Some(format!(
            "junit.xml has a case for each step, not each check, to stay under 30 MB{but}"
        )),
    )
}

fn written(class: &Class, detail: Detail) -> String {
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 1);
    suites_to(&mut writer, class, detail).expect("a Vec takes everything");
    let text = String::from_utf8(writer.into_inner()).expect("XML is text");
    format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{text}\n")
}

fn suites_to(writer: &mut Writer<Vec<u8>>, class: &Class, detail: Detail) -> io::Result<()> {
    let suites: Vec<(&Graded, Vec<Case>)> =
        class.submissions().iter().map(|graded| (graded, cases(graded, detail))).collect();
    let all = counts(suites.iter().flat_map(|(_, cases)| cases));
    let milliseconds = suites.iter().map(|(graded, _)| graded.report.duration_ms).sum();
    writer
        .create_element("testsuites")
        .with_attribute(("name", "handshake"))
        .with_attributes(pairs(&all))
        .with_attribute(("time", seconds(milliseconds).as_str()))
        .write_inner_content(|writer| {
            suites.iter().try_for_each(|(graded, cases)| suite(writer, graded, cases, detail))
        })?;
    Ok(())
}

fn cases(graded: &Graded, detail: Detail) -> Vec<Case> {
    match detail {
        Detail::Findings | Detail::Checks => case::cases(&graded.report),
        Detail::Steps => case::of_steps(&graded.report),
    }
}

fn suite(
    writer: &mut Writer<Vec<u8>>,
    graded: &Graded,
    cases: &[Case],
    detail: Detail,
) -> io::Result<()> {
    let report = &graded.report;
    let name = allowed(&text::line(&report.submission));
    let counts = counts(cases.iter());
    let properties = [
        ("status", class::word(class::standing(report)).to_owned()),
        ("score", report.score.to_string()),
        ("max_score", report.max_score.to_string()),
        ("seed", report.seed.to_string()),
        ("course_version", allowed(&text::line(&report.course_version))),
        ("source_sha256", allowed(&text::line(&report.source_sha256))),
        ("sandbox", allowed(&text::line(&report.sandbox.join(" ")))),
    ];
    writer
        .create_element("testsuite")
        .with_attribute(("name", name.as_str()))
        .with_attributes(pairs(&counts))
        .with_attribute(("time", seconds(report.duration_ms).as_str()))
        .with_attribute(("timestamp", allowed(&text::line(&report.started)).as_str()))
        .write_inner_content(|writer| {
            writer.create_element("properties").write_inner_content(|writer| {
                for (name, value) in &properties {
                    let property = writer.create_element("property");
                    property.with_attributes([("name", *name), ("value", value)]).write_empty()?;
                }
                Ok(())
            })?;
            cases.iter().try_for_each(|case| testcase(writer, &name, case, detail))
        })?;
    Ok(())
}

fn testcase(
    writer: &mut Writer<Vec<u8>>,
    submission: &str,
    case: &Case,
    detail: Detail,
) -> io::Result<()> {
    // Of cases with equal names GitLab counts the first one only.
    let name = format!("{submission} {}", allowed(&case.name()));
    let element = writer
        .create_element("testcase")
        .with_attributes([("name", name.as_str()), ("classname", submission)])
        .with_attribute(("time", seconds(case.duration_ms).as_str()));
    let (kind, message, word, body) = match &case.outcome {
        Outcome::Passed => {
            element.write_empty()?;
            return Ok(());
        }
        Outcome::Failed(failure) => {
            ("failure", &failure.summary, failure.kind.as_str(), failure.text.as_str())
        }
        Outcome::NotRun(reason) => ("skipped", reason, "not-run", ""),
        Outcome::Skipped(reason) => ("skipped", reason, "skipped", ""),
        Outcome::Inconclusive(reason) => ("error", reason, "inconclusive", ""),
    };
    let body = match detail {
        Detail::Findings => body,
        Detail::Checks | Detail::Steps => "",
    };
    element.write_inner_content(|writer| {
        let mut element =
            writer.create_element(kind).with_attribute(("message", allowed(message).as_str()));
        // `skipped` has no type, as most readers define it.
        if kind != "skipped" {
            element = element.with_attribute(("type", allowed(word).as_str()));
        }
        if body.is_empty() {
            element.write_empty()?;
        } else {
            element.write_text_content(BytesText::new(&allowed(body)))?;
        }
        Ok(())
    })?;
    Ok(())
}

/// How many cases there are of each kind.
fn counts<'a>(cases: impl Iterator<Item = &'a Case>) -> [(&'static str, String); 4] {
    let (mut tests, mut failures, mut errors, mut skipped) = (0, 0, 0, 0);
    for case in cases {
        tests += 1;
        match case.outcome {
            Outcome::Passed => {}
            Outcome::Failed(_) => failures += 1,
            Outcome::NotRun(_) | Outcome::Skipped(_) => skipped += 1,
            Outcome::Inconclusive(_) => errors += 1,
        }
    }
    [("tests", tests), ("failures", failures), ("errors", errors), ("skipped", skipped)]
        .map(|(name, number): (_, u32)| (name, number.to_string()))
}

fn pairs<'a>(attributes: &'a [(&'static str, String)]) -> impl Iterator<Item = (&'a str, &'a str)> {
    attributes.iter().map(|(name, value)| (*name, value.as_str()))
}

fn seconds(milliseconds: u64) -> String {
    format!("{:.3}", Duration::from_millis(milliseconds).as_secs_f64())
}

/// Escaped text without the two characters that are left of those which XML 1.0
/// forbids even as references. <https://www.w3.org/TR/xml/#charsets>
fn allowed(text: &str) -> String {
    text.replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}")
}
