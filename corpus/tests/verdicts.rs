//! Every program of the corpus is graded. A wrong one fails, and what is told
//! of it is the mistake that its header names (and only what the header allows
//! beside it); a right one passes everything that this machine can check.

use course::finding::Finding;
use course::grade::{self, Task};
use course::step::Step;
use course::subject::Subject;
use course::verdict::Verdict;
use lab::host::Host;
use libtest_mimic::{Arguments, Failed, Trial};
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Checks that run at a time for one program; the programs themselves are run
/// several at a time by the test harness.
const WORKERS: usize = 8;

/// What the header of a program says.
struct Header {
    mistake: Option<String>,
    also: Vec<String>,
}

fn main() {
    let mut arguments = Arguments::from_args();
    // Programs mostly wait: more of them at a time than there are cores.
    arguments.test_threads.get_or_insert(6);
    let scratch = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let host = Arc::new(Host::new(scratch));
    let trials = Step::ALL
        .into_iter()
        .flat_map(|step| ["right", "wrong"].into_iter().flat_map(move |kind| programs(kind, step)));
    let trials = trials.map(|(step, kind, file)| {
        let host = Arc::clone(&host);
        let name =
            format!("{kind}/{step}/{}", file.file_stem().unwrap_or_default().to_string_lossy());
        let command = command(&name, &file);
        let can_run = command.is_some();
        Trial::test(name, move || {
            let source = fs::read_to_string(&file).map_err(|error| error.to_string())?;
            let findings = findings(&host, step, command.unwrap_or_default())?;
            judge(&header(&source), &findings)
        })
        .with_ignored_flag(!can_run)
    });
    libtest_mimic::run(&arguments, trials.collect()).exit();
}

/// The programs of one folder.
fn programs(kind: &'static str, step: Step) -> Vec<(Step, &'static str, PathBuf)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(kind).join(step.name());
    let entries =
        fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    files.into_iter().map(|file| (step, kind, file)).collect()
}

/// How a program is started; `None` for a Python program without Python.
fn command(name: &str, file: &Path) -> Option<Vec<OsString>> {
    if file.extension().is_some_and(|extension| extension == "py") {
        return Some(vec![python()?.into(), file.into()]);
    }
    Some(vec![env!("CARGO_BIN_EXE_corpus").into(), name.into()])
}

fn python() -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join("python3")).find(|file| file.is_file())
}

fn header(source: &str) -> Header {
    let field = |name: &str| {
        let lines = source.lines().map(|line| line.trim_start_matches("//!").trim());
        lines.take(20).find_map(|line| line.strip_prefix(name)).map(str::trim)
    };
    let also = field("also:").map(|also| also.split(", ").map(str::to_owned).collect());
    Header { mistake: field("mistake:").map(str::to_owned), also: also.unwrap_or_default() }
}

/// What the failed checks of a program report.
fn findings(
    host: &Host,
    step: Step,
    command: Vec<OsString>,
) -> Result<Vec<(String, Finding)>, Failed> {
    let references = [
        (Step::ResolveAndConnect, "right/resolve-and-connect/std_stream"),
        (Step::GreetingServer, "right/greeting-server/one_at_a_time"),
        (Step::Client, "right/client/read_to_end"),
        (Step::Ipv6Server, "right/ipv6-server/socket2_throughout"),
        (Step::UdpPair, "right/udp-pair/connected_client"),
    ];
    let reference = |name: &str| vec![env!("CARGO_BIN_EXE_corpus").into(), name.into()];
    let references: BTreeMap<_, _> = references.map(|(step, name)| (step, reference(name))).into();
    let subject = Subject { step, command, references, own: BTreeMap::new() };
    let mut findings = Vec::new();
    let mut faults = Vec::new();
    grade::grade(host, 1, &Task::all(&subject), WORKERS, |judgement| match judgement.verdict {
        Verdict::Failed(finding) => findings.push((judgement.check.to_owned(), *finding)),
        Verdict::Inconclusive { fault } => faults.push(format!("{}: {fault}", judgement.check)),
        Verdict::Passed | Verdict::Skipped(_) | Verdict::Blocked { .. } => {}
    });
    if faults.is_empty() { Ok(findings) } else { Err(format!("grader: {faults:?}").into()) }
}

fn judge(header: &Header, findings: &[(String, Finding)]) -> Result<(), Failed> {
    let told: Vec<(&str, &str)> = findings
        .iter()
        .map(|(check, finding)| (check.as_str(), finding.mistake.unwrap_or("(no known mistake)")))
        .collect();
    let Some(mistake) = &header.mistake else {
        return if findings.is_empty() {
            Ok(())
        } else {
            Err(describe("a right program", findings))
        };
    };
    let is_told = told.iter().any(|(_, told)| told == mistake);
    let is_clean =
        told.iter().all(|(_, told)| told == mistake || header.also.iter().any(|also| also == told));
    if is_told && is_clean {
        return Ok(());
    }
    Err(describe(&format!("the mistake {mistake}"), findings))
}

fn describe(expected: &str, findings: &[(String, Finding)]) -> Failed {
    let mut text = format!("this is {expected}; told was {}:\n", findings.len());
    for (check, finding) in findings {
        let Finding { did, expected, saw, .. } = finding;
        let mistake = finding.mistake.unwrap_or("(no known mistake)");
        let stderr = String::from_utf8_lossy(&finding.stderr);
        let stderr: String = stderr.chars().take(300).collect();
        text.push_str(&format!("- {check}: {mistake}\n  did {did}\n  expected {expected}\n  saw {saw}\n  stderr {stderr}\n"));
    }
    text.into()
}
