//! `grades.csv`: a row for each submission. A cell that a spreadsheet would run as
//! a formula is told as text. Knows no other format.

use crate::class::{self, Class, Graded};
use crate::text;
use report::data::StepStatus;
use std::collections::BTreeSet;

/// The table, with a header.
#[must_use]
pub fn grades(class: &Class) -> String {
    let steps = class.steps();
    let mut header: Vec<String> =
        ["submission", "status", "score", "max_score"].map(str::to_owned).to_vec();
    header.extend(steps.iter().flat_map(|step| [(*step).to_owned(), format!("{step} status")]));
    header.extend(
        ["mistakes", "inconclusive", "flaky", "seed", "started", "duration_ms", "source_sha256"]
            .map(str::to_owned),
    );
    header.extend(["course_version", "sandbox"].map(str::to_owned));
    let flaky = class.untrusted();
    let rows =
        class.submissions().iter().zip(flaky).map(|(graded, flaky)| row(graded, &steps, flaky));
    table(std::iter::once(header).chain(rows))
}

/// `flaky` is how many of its checks cannot be trusted.
fn row(graded: &Graded, steps: &[&str], flaky: usize) -> Vec<String> {
    let report = &graded.report;
    let status = class::standing(report);
    let mut row = vec![
        report.submission.clone(),
        class::word(status).to_owned(),
        points(status, report.score),
        report.max_score.to_string(),
    ];
    for name in steps {
        match report.steps.iter().find(|step| step.step == *name) {
            Some(step) => {
                row.push(points(step.status, step.score));
                row.push(class::word(step.status).to_owned());
            }
            // This one was not asked for: no points, and no zero.
            None => row.extend([String::new(), String::new()]),
        }
    }
    let mistakes: BTreeSet<&str> =
        class::findings(report).filter_map(|(_, finding)| finding.mistake.as_deref()).collect();
    row.push(mistakes.into_iter().collect::<Vec<_>>().join(" "));
    row.push(inconclusive(report).to_string());
    row.push(flaky.to_string());
    row.push(report.seed.to_string());
    row.push(report.started.clone());
    row.push(report.duration_ms.to_string());
    row.push(report.source_sha256.clone());
    row.push(report.course_version.clone());
    row.push(report.sandbox.join(" "));
    row
}

/// Points as a cell: an inconclusive verdict is no number, so that no sum and no
/// average takes it for a zero.
fn points(status: StepStatus, score: u32) -> String {
    if status == StepStatus::Inconclusive { String::new() } else { score.to_string() }
}

fn inconclusive(report: &report::data::Report) -> usize {
    let checks = class::checks(report);
    checks.filter(|(_, check)| check.status == report::data::CheckStatus::Inconclusive).count()
}

/// Rows as CSV (RFC 4180), every cell neutralised.
#[must_use]
pub fn table(rows: impl Iterator<Item = Vec<String>>) -> String {
    let mut writer = ::csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    for row in rows {
        let cells = row.iter().map(|cell| neutralised(cell));
        writer.write_record(cells).expect("a Vec takes everything");
    }
    let bytes = writer.into_inner().expect("a Vec takes everything");
    String::from_utf8(bytes).expect("cells are text")
}

/// A cell that a spreadsheet takes as text. Control characters are escaped; what
/// begins like a formula gets an apostrophe before it, which says "text" there.
/// <https://owasp.org/www-community/attacks/CSV_Injection>
fn neutralised(cell: &str) -> String {
    let shown = text::line(cell);
    // A spreadsheet may drop white space, and take full-width signs for the plain ones.
    let first = shown.trim_start().chars().next();
    match first {
        Some('=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠') => format!("'{shown}"),
        Some(_) | None => shown,
    }
}
