//! From verdicts to the report.

use crate::data::{CheckReport, CheckStatus, FindingReport, Report, StepReport, StepStatus};
use crate::timeline;
use course::finding::Finding;
use course::grade::Judgement;
use course::step::Step;
use course::verdict::Verdict;
use hmac_sha256::Hash as Sha256;
use std::fmt::Write as _;
use std::time::Duration;

/// The most that is kept of a program's output in a finding, in bytes of each stream.
const MOST_OUTPUT: usize = 4000;

/// Why a step has no checks to show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unchecked {
    /// The stub is untouched.
    NotStarted,
    /// There is no source.
    Missing,
    /// The source does not compile; what the compiler said.
    BuildFailed(String),
}

/// A step without verdicts.
#[must_use]
pub fn unchecked(step: Step, why: Unchecked) -> StepReport {
    let (status, build_output) = match why {
        Unchecked::NotStarted => (StepStatus::NotStarted, None),
        Unchecked::Missing => (StepStatus::Missing, None),
        Unchecked::BuildFailed(output) => (StepStatus::BuildFailed, Some(output)),
    };
    let max_score = step.checks().iter().map(|check| check.points).sum();
    StepReport {
        step: step.name().to_owned(),
        status,
        score: 0,
        max_score,
        build_output,
        checks: Vec::new(),
    }
}

/// One check's verdict. `rerun` repeats it.
#[must_use]
pub fn check(judgement: &Judgement, rerun: &str) -> CheckReport {
    let check =
        judgement.step.check(judgement.check).expect("judgements are about checks of their step");
    let (status, score, max_score) = match &judgement.verdict {
        Verdict::Passed => (CheckStatus::Passed, check.points, check.points),
        Verdict::Failed(_) => (CheckStatus::Failed, 0, check.points),
        Verdict::Blocked { .. } => (CheckStatus::Skipped, 0, check.points),
        Verdict::Skipped(_) => (CheckStatus::Skipped, 0, 0),
        Verdict::Inconclusive { .. } => (CheckStatus::Inconclusive, 0, 0),
    };
    let (reason, blocked_by, finding) = match &judgement.verdict {
        Verdict::Passed => (None, None, None),
        Verdict::Failed(finding) => (None, None, Some(self::finding(finding, rerun))),
        Verdict::Blocked { by } => {
            (Some(format!("not run, because {by} does not pass")), Some((*by).to_owned()), None)
        }
        Verdict::Skipped(skip) => (Some(skip.reason()), None, None),
        Verdict::Inconclusive { fault } => (Some(fault.clone()), None, None),
    };
    CheckReport {
        id: check.id.to_owned(),
        title: check.title.to_owned(),
        status,
        score,
        max_score,
        duration_ms: milliseconds(judgement.took),
        reason,
        blocked_by,
        finding,
        flaky: None,
    }
}

/// A step from its checks.
#[must_use]
pub fn step(step: Step, checks: Vec<CheckReport>) -> StepReport {
    let any = |status| checks.iter().any(|check: &CheckReport| check.status == status);
    // Without the first check, which all others build on, the rest proves nothing.
    let first_is_skipped = checks.first().is_some_and(|check| check.status == CheckStatus::Skipped);
    let status = if any(CheckStatus::Failed) {
        StepStatus::Failed
    } else if any(CheckStatus::Inconclusive) || first_is_skipped {
        StepStatus::Inconclusive
    } else {
        StepStatus::Passed
    };
    StepReport {
        step: step.name().to_owned(),
        status,
        score: checks.iter().map(|check| check.score).sum(),
        max_score: checks.iter().map(|check| check.max_score).sum(),
        build_output: None,
        checks,
    }
}

/// The whole report, apart from what only the caller knows.
#[must_use]
pub fn report(
    steps: Vec<StepReport>,
    seed: u64,
    source_sha256: String,
    started: String,
    took: Duration,
) -> Report {
    Report {
        schema: crate::data::SCHEMA.to_owned(),
        submission: ".".to_owned(),
        source_sha256,
        course_version: course_version(),
        seed,
        sandbox: Vec::new(),
        started,
        duration_ms: milliseconds(took),
        reruns: 0,
        score: steps.iter().map(|step| step.score).sum(),
        max_score: steps.iter().map(|step| step.max_score).sum(),
        steps,
    }
}

/// Version and a digest over the checks: ids, titles, points, order.
#[must_use]
pub fn course_version() -> String {
    let mut text = String::new();
    for step in Step::ALL {
        for check in step.checks() {
            let needs = check.needs.join(",");
            writeln!(text, "{step} {} {} {needs} {}", check.id, check.points, check.title)
                .expect("a String grows");
        }
    }
    format!("{}+{}", env!("CARGO_PKG_VERSION"), &hexadecimal(&Sha256::hash(text.as_bytes()))[..12])
}

/// Bytes as hexadecimal digits.
#[must_use]
pub fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").expect("a String grows");
        text
    })
}

fn finding(finding: &Finding, rerun: &str) -> FindingReport {
    FindingReport {
        mistake: finding.mistake.map(str::to_owned),
        did: finding.did.clone(),
        expected: finding.expected.clone(),
        saw: finding.saw.clone(),
        program_output: program_output(&finding.stdout, &finding.stderr),
        means: finding.means.clone(),
        next: finding.next.clone(),
        rerun: rerun.to_owned(),
        timeline: finding.timeline.iter().map(timeline::told).collect(),
    }
}

/// Both streams, one after the other, the middle of a long one left out.
fn program_output(stdout: &[u8], stderr: &[u8]) -> String {
    let mut text = shortened(stdout);
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    text.push_str(&shortened(stderr));
    text
}

fn shortened(bytes: &[u8]) -> String {
    if bytes.len() <= MOST_OUTPUT {
        return String::from_utf8_lossy(bytes).into_owned();
    }
    let (head, tail) = (&bytes[..MOST_OUTPUT / 2], &bytes[bytes.len() - MOST_OUTPUT / 2..]);
    let left_out = bytes.len() - MOST_OUTPUT;
    format!(
        "{}\n… {left_out} bytes left out …\n{}",
        String::from_utf8_lossy(head),
        String::from_utf8_lossy(tail)
    )
}

fn milliseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
