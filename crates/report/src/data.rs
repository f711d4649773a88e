//! `handshake.report.v1`: all verdicts of one submission. The JSON Schema is in
//! `crates/report/report.schema.json`. Texts that came from a program are raw
//! here (`program_output`, `timeline[].detail`); who shows them escapes them.

use serde::{Deserialize, Serialize, Serializer};

/// The value of [`Report::schema`].
pub const SCHEMA: &str = "handshake.report.v1";

/// All verdicts of one submission.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// [`SCHEMA`]
    pub schema: String,
    /// Name of the submission; `.` for a student's own check.
    pub submission: String,
    /// SHA-256 over the graded files, in hexadecimal.
    pub source_sha256: String,
    /// Version and digest of the checks, so that two reports can be compared.
    pub course_version: String,
    /// Grading again with it repeats the experiments.
    pub seed: u64,
    /// Isolation layers that were really active.
    pub sandbox: Vec<String>,
    /// When grading began: RFC 3339, UTC.
    pub started: String,
    /// How long it took, in milliseconds.
    pub duration_ms: u64,
    /// How often all checks were run again on the same programs, to see whether the
    /// verdicts hold.
    #[serde(skip_serializing_if = "is_zero", default)]
    pub reruns: u32,
    /// Points earned.
    pub score: u32,
    /// Points that could be earned here.
    pub max_score: u32,
    /// The steps, in order.
    pub steps: Vec<StepReport>,
}

/// The verdicts of one step.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StepReport {
    /// The step's name.
    pub step: String,
    /// What it came to.
    pub status: StepStatus,
    /// Points earned.
    pub score: u32,
    /// Points that could be earned here.
    pub max_score: u32,
    /// What the compiler said, if it failed. Coloured as rustc does it; plain in
    /// files.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "without_colours", default)]
    pub build_output: Option<String>,
    /// The checks, in order.
    pub checks: Vec<CheckReport>,
}

/// What a step came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StepStatus {
    /// All checks that could be run passed.
    Passed,
    /// A check failed.
    Failed,
    /// The stub is untouched.
    NotStarted,
    /// There is no source.
    Missing,
    /// The source does not compile.
    BuildFailed,
    /// The grader or the machine was at fault.
    Inconclusive,
}

/// The verdict of one check.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CheckReport {
    /// Its name within the step.
    pub id: String,
    /// What a program that passes does.
    pub title: String,
    /// What it came to.
    pub status: CheckStatus,
    /// Points earned.
    pub score: u32,
    /// Points that could be earned here.
    pub max_score: u32,
    /// How long it took, in milliseconds.
    pub duration_ms: u64,
    /// Why it was skipped or is inconclusive.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub reason: Option<String>,
    /// The check whose failure kept this one from being run.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub blocked_by: Option<String>,
    /// What went wrong.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub finding: Option<FindingReport>,
    /// How often it came to which verdict, where not always to the same.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub flaky: Option<Flaky>,
}

/// What a check came to when it was run several times on the same program, with the
/// same data. The status is that of the first run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flaky {
    /// How often it passed.
    pub passed: u32,
    /// How often it failed.
    pub failed: u32,
}

/// What a check came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CheckStatus {
    /// The program did what it must.
    Passed,
    /// It did not.
    Failed,
    /// Not run, for the reason given.
    Skipped,
    /// The laboratory failed.
    Inconclusive,
}

/// What went wrong, in words.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FindingReport {
    /// The known mistake, if it is one.
    pub mistake: Option<String>,
    /// What we did.
    pub did: String,
    /// What must happen.
    pub expected: String,
    /// What happened.
    pub saw: String,
    /// What the program had printed: standard output, then standard error. Raw.
    pub program_output: String,
    /// What it means.
    pub means: String,
    /// What to do next.
    pub next: String,
    /// The command that repeats exactly this check.
    pub rerun: String,
    /// What happened on both sides.
    pub timeline: Vec<TimelineEvent>,
}

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TimelineEvent {
    /// Milliseconds since the experiment began.
    pub at_ms: u64,
    /// Whose doing it was.
    pub side: TimelineSide,
    /// What kind of event: "start", "socket", "data", "stdout", "stderr", "end",
    /// "wait" (the program is still in this call), "gap".
    pub event: String,
    /// What happened. Raw.
    pub detail: String,
}

/// Whose doing it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TimelineSide {
    /// The grader's.
    Grader,
    /// The program's.
    Program,
}

fn is_zero(number: &u32) -> bool {
    *number == 0
}

/// Colours are for terminals, not for files.
fn without_colours<S: Serializer>(text: &Option<String>, serializer: S) -> Result<S::Ok, S::Error> {
    let plain = text.as_ref().map(|text| anstream::adapter::strip_str(text).to_string());
    plain.serialize(serializer)
}
