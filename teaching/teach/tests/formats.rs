//! The formats of the students' tool, as it writes them: each is as its JSON Schema says,
//! whatever came of the run. Here, since what reads schemas is nothing for their lock file.

use assert_cmd::Command;
use course::step::Step;
use serde_json::{Value, json};
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::Duration;

/// Bounds what hangs; a run may have to build its programs first.
const LONGEST: Duration = Duration::from_secs(300);

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Cargo's folder for what tests write, in the target folder.
fn scratch() -> &'static Path {
    Path::new(env!("CARGO_TARGET_TMPDIR"))
}

fn target() -> &'static Path {
    scratch().parent().unwrap()
}

#[track_caller]
fn schema(file: &str) -> Value {
    serde_json::from_str(&fs::read_to_string(root().join(file)).unwrap()).unwrap()
}

fn report_schema() -> Value {
    schema("crates/report/report.schema.json")
}

fn ladder_schema() -> Value {
    schema("crates/ladder/ladder.schema.json")
}

/// The program of a package of the students' workspace, as cargo builds it.
fn built(package: &str) -> PathBuf {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut cargo = Command::new(cargo);
    cargo
        .args(["build", "--quiet", "--locked", "--package", package, "--target-dir"])
        .arg(target());
    cargo.current_dir(root()).timeout(LONGEST).assert().success();
    target().join("debug").join(format!("{package}{}", std::env::consts::EXE_SUFFIX))
}

/// What the tool writes behind `--json`, once it was seen to be as the schema says.
#[track_caller]
fn written<T: AsRef<OsStr>>(schema: &Value, arguments: impl IntoIterator<Item = T>) -> Value {
    static XTASK: OnceLock<PathBuf> = OnceLock::new();
    let folder = tempfile::tempdir_in(scratch()).unwrap();
    let file = folder.path().join("written.json");
    let mut tool = Command::new(XTASK.get_or_init(|| built("xtask")));
    tool.args(arguments).arg("--json").arg(&file).timeout(LONGEST);
    let told = tool.current_dir(root()).env("CARGO_TARGET_DIR", target()).output().unwrap();
    let text = fs::read(&file).unwrap_or_else(|error| panic!("nothing written: {error}\n{told:?}"));
    let value: Value = serde_json::from_slice(&text).unwrap();
    let validator = jsonschema::validator_for(schema).unwrap();
    let errors: Vec<String> = validator
        .iter_errors(&value)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(errors.is_empty(), "{}\n{value:#}", errors.join("\n"));
    value
}

/// The report of a check, and the statuses of its steps.
#[track_caller]
fn check<T: AsRef<OsStr>>(arguments: impl IntoIterator<Item = T>, expected: &[&str]) -> Value {
    let arguments: Vec<T> = arguments.into_iter().collect();
    let all = [OsStr::new("check")].into_iter().chain(arguments.iter().map(AsRef::as_ref));
    let report = written(&report_schema(), all);
    let steps = report["steps"].as_array().unwrap();
    let statuses: Vec<_> = steps.iter().map(|step| step["status"].as_str().unwrap()).collect();
    assert_eq!(statuses, expected);
    report
}

/// Whether a check of the report's first step came to this.
fn has(report: &Value, status: &str, field: &str) -> bool {
    let checks = report["steps"][0]["checks"].as_array().unwrap();
    checks.iter().any(|check| check["status"] == status && check.get(field).is_some())
}

#[test]
fn the_schemas_are_schemas() {
    for schema in [report_schema(), ladder_schema()] {
        jsonschema::draft202012::meta::validate(&schema).expect("a schema of draft 2020-12");
    }
}

#[test]
fn the_schema_refuses_what_is_no_report() {
    #[track_caller]
    fn refused(change: impl FnOnce(&mut Value)) {
        let check = json!({
            "id": "greets", "title": "greets", "status": "passed",
            "score": 1, "max_score": 1, "duration_ms": 5,
        });
        let step = json!({
            "step": "client", "status": "passed", "score": 1, "max_score": 1, "checks": [check],
        });
        let mut report = json!({
            "schema": "handshake.report.v1", "submission": ".", "source_sha256": "",
            "course_version": "0.1.0+0123456789ab", "seed": 1, "sandbox": [],
            "started": "2025-01-01T00:00:00Z", "duration_ms": 10, "score": 1, "max_score": 1,
            "steps": [step],
        });
        let schema = report_schema();
        assert!(jsonschema::is_valid(&schema, &report));
        change(&mut report);
        assert!(!jsonschema::is_valid(&schema, &report), "{report:#}");
    }
    refused(|report| report["schema"] = json!("handshake.report.v2"));
    refused(|report| report["extra"] = json!(1));
    refused(|report| report["seed"] = json!(-1));
    refused(|report| report["source_sha256"] = json!("abc"));
    refused(|report| report["steps"] = json!([]));
    refused(|report| report["steps"][0]["step"] = json!("server"));
    refused(|report| report["steps"][0]["status"] = json!("build-failed"));
    refused(|report| report["steps"][0]["build_output"] = json!("error"));
    refused(|report| report["steps"][0]["checks"][0]["status"] = json!("failed"));
    refused(|report| report["steps"][0]["checks"][0]["status"] = json!("skipped"));
    refused(|report| report["steps"][0]["checks"][0]["blocked_by"] = json!("greets"));
}

#[test]
fn the_report_of_the_solutions() {
    check(["--solutions"], &["passed"; Step::ALL.len()]);
}

#[test]
fn the_report_of_a_program_that_fails() {
    let program = format!("'{}' wrong/greeting-server/one_client", built("corpus").display());
    let report = check(["greeting-server", "--program", &program], &["failed"]);
    assert!(has(&report, "failed", "finding"));
    assert!(has(&report, "skipped", "blocked_by"));
}

#[test]
fn the_report_of_a_check_that_is_skipped() {
    let program = format!("'{}' right/client/read_to_end", built("corpus").display());
    let report = check(["client", "--program", &program], &["passed"]);
    assert!(has(&report, "skipped", "reason"));
}

/// Output that is no text at all must not make the report anything but JSON.
#[cfg(unix)]
#[test]
fn the_report_of_a_program_that_prints_rubbish() {
    let program = r"sh -c 'printf \\033[2J\\000\\377\\302\\233\\342\\200\\256\\r\\n\\t; exit 1'";
    let arguments = ["client", "--check", "prints_the_greeting", "--program", program];
    let report = check(arguments, &["failed"]);
    let output = &report["steps"][0]["checks"][0]["finding"]["program_output"];
    assert!(output.as_str().unwrap().starts_with("\x1b[2J\0\u{fffd}"), "{output:?}");
}

#[test]
fn the_report_of_steps_that_no_program_comes_of() {
    // Always the same one: the tool keeps what it builds for a folder.
    let handed_in = scratch().join("formats");
    let write = |step: Step, file: &str, text: &str| {
        let file = handed_in.join(step.name()).join(file);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    };
    write(Step::GreetingServer, "src/main.rs", Step::GreetingServer.stub());
    // Without the dependencies, which would be compiled for it.
    write(Step::Client, "Cargo.toml", "[package]\nname = \"client\"\nedition = \"2024\"\n");
    write(Step::Client, "src/main.rs", "fn main() { greet() }\n");
    let steps = [Step::GreetingServer, Step::Client, Step::Ipv6Server].map(Step::name);
    let exercises = [OsStr::new("--exercises"), handed_in.as_os_str()];
    let arguments = steps.iter().map(OsStr::new).chain(exercises);
    let report = check(arguments, &["not-started", "build-failed", "missing"]);
    let output = report["steps"][1]["build_output"].as_str().unwrap();
    assert!(output.contains("cannot find function `greet`"), "{output}");
}

#[test]
fn the_ladder_of_two_programs_traced_or_not() {
    let schema = ladder_schema();
    let traced = written(&schema, ["trace", "udp-pair", "--solutions"]);
    let seen = written(&schema, ["trace", "client", "--solutions", "--no-trace"]);
    for ladder in [traced, seen] {
        for part in ["calls", "arrows"] {
            assert_ne!(ladder[part], json!([]), "{part}");
        }
    }
}

#[test]
fn the_schema_refuses_what_is_no_ladder() {
    let schema = ladder_schema();
    let ladder = json!({
        "schema": "handshake.ladder.v1", "heading": "two programs", "lanes": [], "calls": [],
        "arrows": [], "waiting": [], "left_out": 0,
    });
    assert!(jsonschema::is_valid(&schema, &ladder), "{:?}", jsonschema::validate(&schema, &ladder));
    for (field, wrong) in [
        ("schema", json!("handshake.ladder.v2")),
        ("extra", json!(1)),
        ("lanes", json!([{ "name": "client" }])),
        ("arrows", json!([1])),
        ("left_out", json!("none")),
    ] {
        let mut ladder = ladder.clone();
        ladder[field] = wrong;
        assert!(!jsonschema::is_valid(&schema, &ladder), "{ladder:#}");
    }
}
