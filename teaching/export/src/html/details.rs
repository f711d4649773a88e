//! The pages of the submissions, as JSON that `script.js` shows: every text in it is
//! escaped already, and no `<` is left that could end the element around it.

use super::excerpt::excerpt;
use crate::class::{self, Class, Graded};
use crate::text;
use report::data::{CheckReport, CheckStatus, FindingReport, StepReport, TimelineSide};
use report::terminal;
use serde::Serialize;
use std::collections::BTreeMap;

/// The most characters of a text of unknown length.
const LONGEST: usize = 20_000;

/// How much a page tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// All there is.
    Everything,
    /// Without timelines and code.
    Findings,
    /// What each check came to.
    Verdicts,
}

/// The titles of all checks, each told once in the file and not once a submission.
#[derive(Debug, Serialize)]
#[serde(transparent)]
pub struct Titles {
    titles: Vec<String>,
    #[serde(skip)]
    places: BTreeMap<String, usize>,
}

impl Titles {
    pub fn of(class: &Class) -> Self {
        let mut titles = Self { titles: Vec::new(), places: BTreeMap::new() };
        for graded in class.submissions() {
            for (_, check) in class::checks(&graded.report) {
                let title = text::line(&check.title);
                if !titles.places.contains_key(&title) {
                    titles.places.insert(title.clone(), titles.titles.len());
                    titles.titles.push(title);
                }
            }
        }
        titles
    }

    fn place(&self, check: &CheckReport) -> usize {
        self.places[&text::line(&check.title)]
    }
}

#[derive(Serialize)]
struct Page {
    name: String,
    status: &'static str,
    score: u32,
    max_score: u32,
    facts: Vec<(&'static str, String)>,
    steps: Vec<Step>,
}

#[derive(Serialize)]
struct Step {
    step: String,
    status: &'static str,
    score: u32,
    max_score: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    build_output: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    code: Vec<(usize, String)>,
    checks: Vec<Check>,
}

#[derive(Serialize)]
struct Check {
    id: String,
    title: usize,
    status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    finding: Option<Finding>,
}

#[derive(Serialize)]
struct Finding {
    mistake: Option<String>,
    /// Heading -> text, in the order that the terminal has.
    texts: Vec<(&'static str, String)>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    timeline: Vec<(u64, &'static str, String, String)>,
}

/// The page of each submission, in the order of the class.
pub fn pages(class: &Class, titles: &Titles, detail: Detail) -> Vec<String> {
    class.submissions().iter().map(|graded| json(&page(graded, titles, detail))).collect()
}

/// JSON that may stand in a `script` element.
/// <https://html.spec.whatwg.org/multipage/scripting.html#restrictions-for-contents-of-script-elements>
pub fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("only texts and numbers").replace('<', "\\u003c")
}

fn page(graded: &Graded, titles: &Titles, detail: Detail) -> Page {
    let report = &graded.report;
    let known = |text: &str, otherwise: &str| {
        if text.is_empty() { otherwise.to_owned() } else { text.to_owned() }
    };
    let facts = vec![
        ("Graded", report.started.clone()),
        ("Took", format!("{} ms", report.duration_ms)),
        ("Seed", report.seed.to_string()),
        ("Sandbox", known(&report.sandbox.join(", "), "none")),
        ("Source", known(&report.source_sha256, "not known")),
        ("Checks", report.course_version.clone()),
    ];
    Page {
        name: text::line(&report.submission),
        status: class::word(class::standing(report)),
        score: report.score,
        max_score: report.max_score,
        facts: facts.into_iter().map(|(name, fact)| (name, text::line(&fact))).collect(),
        steps: report.steps.iter().map(|step| self::step(graded, step, titles, detail)).collect(),
    }
}

fn step(graded: &Graded, step: &StepReport, titles: &Titles, detail: Detail) -> Step {
    let code = match detail {
        Detail::Everything => graded.sources.get(&step.step).map(|source| excerpt(source)),
        Detail::Findings | Detail::Verdicts => None,
    };
    let build_output = match detail {
        Detail::Everything | Detail::Findings => step.build_output.as_deref().map(terminal::plain),
        Detail::Verdicts => None,
    };
    Step {
        step: text::line(&step.step),
        status: class::word(step.status),
        score: step.score,
        max_score: step.max_score,
        build_output: build_output.map(|output| long(&output)),
        code: code
            .unwrap_or_default()
            .into_iter()
            .map(|(number, line)| (number, text::cut_characters(&text::line(line), LONGEST)))
            .collect(),
        checks: step.checks.iter().map(|check| self::check(check, titles, detail)).collect(),
    }
}

fn check(check: &CheckReport, titles: &Titles, detail: Detail) -> Check {
    let status = match (check.status, &check.blocked_by) {
        (CheckStatus::Passed, _) => "passed",
        (CheckStatus::Failed, _) => "failed",
        (CheckStatus::Skipped, Some(_)) => "not-run",
        (CheckStatus::Skipped, None) => "skipped",
        (CheckStatus::Inconclusive, _) => "inconclusive",
    };
    let finding = match detail {
        Detail::Everything | Detail::Findings => check.finding.as_ref(),
        Detail::Verdicts => None,
    };
    Check {
        id: text::line(&check.id),
        title: titles.place(check),
        status,
        reason: check.reason.as_deref().map(text::line),
        finding: finding.map(|finding| self::finding(finding, detail)),
    }
}

fn finding(finding: &FindingReport, detail: Detail) -> Finding {
    let output =
        if finding.program_output.is_empty() { "nothing" } else { &finding.program_output };
    let texts = [
        ("I did", &*finding.did),
        ("Expected", &finding.expected),
        ("Saw", &finding.saw),
        ("It printed", output),
        ("Means", &finding.means),
        ("Next", &finding.next),
        ("Again", &finding.rerun),
    ];
    let events = match detail {
        Detail::Everything => &finding.timeline[..],
        Detail::Findings | Detail::Verdicts => &[],
    };
    let timeline = events.iter().map(|event| {
        let side = match event.side {
            TimelineSide::Grader => "grader",
            TimelineSide::Program => "program",
        };
        (event.at_ms, side, text::line(&event.event), long(&event.detail))
    });
    Finding {
        mistake: finding.mistake.as_deref().map(text::line),
        texts: texts.into_iter().map(|(name, text)| (name, long(text))).collect(),
        timeline: timeline.collect(),
    }
}

/// A text of unknown length and origin.
fn long(text: &str) -> String {
    text::cut_characters(&text::lines(text), LONGEST)
}
