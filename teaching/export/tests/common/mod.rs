//! What the tests of the exports share: reports of every kind, made in one place,
//! and programs of other people, to read the files as they would. Knows no format.
#![allow(dead_code, reason = "each file of tests is a crate of its own and uses its part")]

pub mod browser;
pub mod tool;

use export::class::{Class, Graded};
use report::data::{
    CheckReport, CheckStatus, FindingReport, Report, SCHEMA, StepReport, StepStatus, TimelineEvent,
    TimelineSide,
};
use std::collections::BTreeMap;

/// What a program may print, and a student may be called, to break what shows it.
pub const HOSTILE: &str = "=cmd|'/c calc'!A0\n::error title=forged::points\r\n</script><script>\
document.title='OWNED'</script><img src=x onerror=document.title='OWNED'>]]>&lt;\"'`````\n```\n\
\u{1b}[2J\u{0}\u{8}\u{202e}\u{2028}\u{fffe}\u{ffff}%0A|a|\n-- 猫🦀";

/// A check that passed.
pub fn passed(id: &str) -> CheckReport {
    CheckReport {
        id: id.to_owned(),
        title: format!("does {id}"),
        status: CheckStatus::Passed,
        score: 4,
        max_score: 4,
        duration_ms: 12,
        reason: None,
        blocked_by: None,
        finding: None,
        flaky: None,
    }
}

/// A check that failed, with a known mistake, after the program printed something.
pub fn failed(id: &str, mistake: &str, printed: &str) -> CheckReport {
    let finding = FindingReport {
        mistake: Some(mistake.to_owned()),
        did: "I connected.".to_owned(),
        expected: "a greeting".to_owned(),
        saw: "nothing".to_owned(),
        program_output: printed.to_owned(),
        means: format!("It is {mistake}."),
        next: "read until the end".to_owned(),
        rerun: format!("cargo xtask check client --check {id} --seed 7"),
        timeline: vec![TimelineEvent {
            at_ms: 3,
            side: TimelineSide::Program,
            event: "stdout".to_owned(),
            detail: printed.to_owned(),
        }],
    };
    CheckReport { status: CheckStatus::Failed, score: 0, finding: Some(finding), ..passed(id) }
}

/// A check that did not run, because another one failed.
pub fn not_run(id: &str, by: &str) -> CheckReport {
    CheckReport {
        status: CheckStatus::Skipped,
        score: 0,
        reason: Some(format!("not run, because {by} does not pass")),
        blocked_by: Some(by.to_owned()),
        ..passed(id)
    }
}

/// A check that this machine cannot run.
pub fn skipped(id: &str) -> CheckReport {
    CheckReport {
        status: CheckStatus::Skipped,
        score: 0,
        max_score: 0,
        reason: Some("this machine has no IPv6".to_owned()),
        ..passed(id)
    }
}

/// A check in which the grader failed.
pub fn inconclusive(id: &str, reason: &str) -> CheckReport {
    CheckReport {
        status: CheckStatus::Inconclusive,
        score: 0,
        max_score: 0,
        reason: Some(reason.to_owned()),
        ..passed(id)
    }
}

/// A step of checks.
pub fn step(step: &str, status: StepStatus, checks: Vec<CheckReport>) -> StepReport {
    StepReport {
        step: step.to_owned(),
        status,
        score: checks.iter().map(|check| check.score).sum(),
        max_score: checks.iter().map(|check| check.max_score).sum(),
        build_output: None,
        checks,
    }
}

/// A step without checks.
pub fn unchecked(step: &str, status: StepStatus, build_output: Option<&str>) -> StepReport {
    StepReport {
        max_score: 40,
        build_output: build_output.map(str::to_owned),
        ..self::step(step, status, Vec::new())
    }
}

/// A report of steps.
pub fn report(submission: &str, steps: Vec<StepReport>) -> Report {
    Report {
        schema: SCHEMA.to_owned(),
        submission: submission.to_owned(),
        source_sha256: String::new(),
        course_version: "0.1.0+0123456789ab".to_owned(),
        seed: 7,
        sandbox: vec!["network".to_owned()],
        started: "2026-02-03T10:00:00Z".to_owned(),
        duration_ms: 1500,
        reruns: 0,
        score: steps.iter().map(|step| step.score).sum(),
        max_score: steps.iter().map(|step| step.max_score).sum(),
        steps,
    }
}

/// One submission of each kind.
pub fn reports() -> Vec<Report> {
    let long = "x".repeat(1_000_000);
    let build_output = format!("error: \u{1b}[31m{HOSTILE}{long}");
    vec![
        report("ann", vec![step("client", StepStatus::Passed, vec![passed("a"), skipped("s")])]),
        report(
            "bob",
            vec![
                step("greeting-server", StepStatus::Passed, vec![passed("g")]),
                step(
                    "client",
                    StepStatus::Failed,
                    vec![passed("a"), failed("b", "one-read", "Hello"), not_run("c", "b")],
                ),
            ],
        ),
        report(
            "ida",
            vec![step(
                "client",
                StepStatus::Inconclusive,
                vec![passed("a"), inconclusive("i", "no port was free")],
            )],
        ),
        report("lost", Vec::new()),
        report("new", vec![unchecked("client", StepStatus::NotStarted, None)]),
        report("gone", vec![unchecked("client", StepStatus::Missing, None)]),
        report("typo", vec![unchecked("client", StepStatus::BuildFailed, Some(&build_output))]),
        report(
            HOSTILE,
            vec![step(
                "client",
                StepStatus::Failed,
                vec![
                    failed("a", "one-read", &format!("{HOSTILE}{long}")),
                    inconclusive("i", HOSTILE),
                ],
            )],
        ),
    ]
}

/// A class of reports, with the source of each one's client.
pub fn class_of(reports: impl IntoIterator<Item = Report>) -> Class {
    let graded = reports.into_iter().enumerate().map(|(place, report)| Graded {
        file_name: format!("file-{place}"),
        report,
        sources: BTreeMap::from([("client".to_owned(), format!("// {HOSTILE}\nfn main() {{}}\n"))]),
    });
    Class::new(graded.collect())
}
