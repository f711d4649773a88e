//! `--json`: the report adds up, whatever came of the check, and says the same as
//! the terminal. (`teaching/teach/tests/formats.rs` holds it to its JSON Schema.)

mod common;

use common::{HandedIn, Told, corpus_program, report};
use course::step::Step;
use serde_json::Value;

/// The report adds up, and is what the terminal told.
#[track_caller]
fn check((report, told): &(Value, Told)) {
    for field in ["score", "max_score"] {
        assert_eq!(number(report, field), sum(&report["steps"], field), "{field}");
    }
    let mut scores = Vec::new();
    for step in list(&report["steps"]) {
        if !list(&step["checks"]).is_empty() {
            for field in ["score", "max_score"] {
                assert_eq!(number(step, field), sum(&step["checks"], field), "{field}");
            }
        }
        scores.push((number(step, "score"), number(step, "max_score")));
    }
    scores.push((number(report, "score"), number(report, "max_score")));
    assert_eq!(told_scores(told), scores, "{}", told.stdout);

    let statuses = |status: &str| {
        let checks = list(&report["steps"]).iter().flat_map(|step| list(&step["checks"]));
        checks.filter(|check| check["status"] == status).count()
    };
    let lines = |word: &str| told.stdout.lines().filter(|line| line.starts_with(word)).count();
    assert_eq!(lines("  PASS  "), statuses("passed"));
    assert_eq!(lines("  SKIP  ") + lines("  ----  "), statuses("skipped"));
    assert_eq!(lines("  ????  "), statuses("inconclusive"));
    assert!(told.stdout.contains(&format!("(seed {})", report["seed"])), "{}", told.stdout);
}

/// Every "N of M points" on the terminal: each step's, then the sum.
fn told_scores(told: &Told) -> Vec<(u64, u64)> {
    let lines = told.stdout.lines().filter(|line| line.contains(" points"));
    lines
        .filter_map(|line| {
            let line = line.rsplit("; ").next()?.trim();
            let (score, rest) = line.split_once(" of ")?;
            let (max_score, _) = rest.split_once(" points")?;
            Some((score.parse().ok()?, max_score.parse().ok()?))
        })
        .collect()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().expect("a list")
}

fn number(value: &Value, field: &str) -> u64 {
    value[field].as_u64().expect("a number")
}

fn sum(values: &Value, field: &str) -> u64 {
    list(values).iter().map(|value| number(value, field)).sum()
}

/// The status of a step.
fn status(report: &Value, step: Step) -> &Value {
    let found = list(&report["steps"]).iter().find(|found| found["step"] == step.name());
    &found.expect("the step is in the report")["status"]
}

#[test]
fn all_solutions() {
    let told = report(["--solutions"]);
    check(&told);
    told.1.ends_with(0);
    let report = &told.0;
    assert_eq!(report["score"], report["max_score"]);
    let steps: Vec<&Value> = list(&report["steps"]).iter().map(|step| &step["step"]).collect();
    assert_eq!(steps, Step::ALL.map(Step::name));
    assert_ne!(report["source_sha256"], "");
}

#[test]
fn a_program_that_fails() {
    let program = corpus_program("wrong/greeting-server/one_client");
    let told = report(["greeting-server", "--program", &program]);
    check(&told);
    told.1.ends_with(1);
    let report = &told.0;
    assert_eq!(*status(report, Step::GreetingServer), "failed");
    let checks = list(&report["steps"][0]["checks"]);
    let failed = checks.iter().find(|check| check["status"] == "failed").expect("a failed check");
    assert_eq!(failed["finding"]["mistake"], "stops-serving");
    assert_ne!(list(&failed["finding"]["timeline"]), <[Value; 0]>::default());
    let blocked = checks.iter().find(|check| check.get("blocked_by").is_some());
    assert_eq!(blocked.expect("a blocked check")["blocked_by"], failed["id"]);
}

#[test]
fn a_check_that_is_skipped() {
    let program = corpus_program("right/client/read_to_end");
    let told = report(["client", "--program", &program]);
    check(&told);
    told.1.ends_with(0);
    let checks = list(&told.0["steps"][0]["checks"]);
    let skipped = checks.iter().find(|check| check["id"] == "reads_from_your_server");
    let skipped = skipped.expect("the check of the pair");
    assert_eq!(skipped["status"], "skipped");
    assert_eq!(skipped["max_score"], 0);
    assert_eq!(skipped["reason"], "with --program there is no `greeting-server` of yours");
}

#[test]
fn steps_that_are_not_started() {
    let told = HandedIn::of_stubs().report(&[]);
    check(&told);
    told.1.ends_with(1);
    for step in Step::ALL {
        assert_eq!(*status(&told.0, step), "not-started");
    }
}

#[test]
fn a_step_that_is_missing() {
    let handed_in = HandedIn::of_stubs();
    handed_in.remove(Step::Ipv6Server);
    let told = handed_in.report(&["ipv6-server"]);
    check(&told);
    told.1.ends_with(1);
    assert_eq!(*status(&told.0, Step::Ipv6Server), "missing");
}

#[test]
fn a_step_that_does_not_compile() {
    let handed_in = HandedIn::of_stubs();
    handed_in.write(Step::Client, "src/main.rs", "fn main() { greet() }\n");
    let told = handed_in.report(&["client"]);
    check(&told);
    told.1.ends_with(1);
    assert_eq!(*status(&told.0, Step::Client), "build-failed");
    let output = told.0["steps"][0]["build_output"].as_str().expect("the compiler's words");
    assert!(output.contains("cannot find function `greet`"), "{output}");
}

/// Output that is no text at all must not make the report anything but JSON.
#[cfg(unix)]
#[test]
fn a_program_that_prints_rubbish() {
    let rubbish = r"printf '\033[2J\000\377\302\233\342\200\256\r\n\t\\\177'; exit 1";
    let program = common::command_line(["sh", "-c", rubbish]);
    let told = report(["client", "--check", "prints_the_greeting", "--program", &program]);
    check(&told);
    told.1.ends_with(1);
    let finding = &told.0["steps"][0]["checks"][0]["finding"];
    let output = finding["program_output"].as_str().expect("the program's output");
    assert!(output.starts_with("\x1b[2J\0\u{fffd}"), "{output:?}");
}
