//! Submissions that attack the grader (`attacks/`), all graded in one run beside an
//! honest one. A test for each: its verdict, and that it got nothing. Then: the
//! honest one's verdicts are what they are alone, and nothing is left. Part of a name behind
//! the command grades only the attacks that contain it.
//!
//! An attack prints `ATTACK SUCCEEDED` where it got what it wanted. Its header has
//! the verdict on its step, and perhaps a text that its report must show. This
//! program is also the judge that the grading starts, and what that starts in turn.

#[path = "attacks/odd.rs"]
mod odd;

use batch::compile::Workshop;
use batch::grade::{Grading, grade};
use batch::intake;
use batch::kit::Kit;
use batch::results::Results;
use batch::sandbox::cell::write_etc;
use batch::sandbox::layers;
use course::step::Step;
use libtest_mimic::{Arguments, Failed, Trial};
use odd::{ODD, Odd};
use report::data::{Report, StepStatus};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;
use std::{env, fs};

const SUCCEEDED: &str = "ATTACK SUCCEEDED";

/// In a file and in the environment of the grader; must be in no report.
const SECRET: &str = "the-graders-own-secret";

/// The same for all runs of this file, so that reports can be compared.
const SEED: u64 = 7;

/// Of processor time: enough for an honest program. Four of the attacks keep the compiler busy
/// so long.
const COMPILE: Duration = Duration::from_secs(6);

type Test = Box<dyn FnOnce(&Course) -> Result<(), Failed> + Send>;

struct Attack {
    name: String,
    source: String,
}

struct Course {
    _folder: tempfile::TempDir,
    results: Results,
    alone: Report,
    survivors: Vec<String>,
}

fn main() -> ExitCode {
    if let Some(exit) = batch::inside::run() {
        return exit;
    }
    let arguments = Arguments::from_args();
    let is_asked_for =
        |name: &str| arguments.filter.as_ref().is_none_or(|part| name.contains(part));
    let attacks: Vec<Attack> =
        attacks().into_iter().filter(|attack| is_asked_for(&attack.name)).collect();
    let odd: Vec<&Odd> = ODD.iter().filter(|odd| is_asked_for(odd.name)).collect();
    let scratch = tempfile::tempdir().expect("a temporary folder");
    let lack = layers::require(scratch.path()).err();
    let is_wanted = !arguments.list && lack.is_none();
    if let Some(lack) = lack {
        eprintln!("SKIPPED, all of them: {lack}");
    }
    let course = is_wanted.then(|| Arc::new(grade_all(&attacks, &odd)));
    let mut trials = Vec::new();
    let mut add = |name: &str, test: Test| {
        let course = course.clone();
        let is_ignored = course.is_none();
        let run = move || course.map_or(Ok(()), |course| test(&course));
        trials.push(Trial::test(name.to_owned(), run).with_ignored_flag(is_ignored));
    };
    for attack in attacks {
        let name = attack.name.clone();
        add(&name, Box::new(move |course| attack.check(course)));
    }
    for odd in odd {
        add(odd.name, Box::new(|course| check_odd(odd, course)));
    }
    add("the_neighbour_has_the_verdicts_that_it_has_alone", Box::new(the_neighbour_is_unharmed));
    add(
        "no_process_is_left",
        Box::new(|course| match &course.survivors[..] {
            [] => Ok(()),
            survivors => Err(format!("{survivors:#?}").into()),
        }),
    );
    libtest_mimic::run(&arguments, trials).exit_code()
}

fn attacks() -> Vec<Attack> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("attacks");
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let attack = |file: &PathBuf| Attack {
        name: file.file_stem().unwrap().to_string_lossy().into_owned(),
        source: fs::read_to_string(file).unwrap(),
    };
    files.iter().map(attack).collect()
}

impl Attack {
    fn header(&self, key: &str) -> Option<&str> {
        self.source.lines().find_map(|line| line.strip_prefix(&format!("//! {key}: ")))
    }

    fn check(&self, course: &Course) -> Result<(), Failed> {
        let report = course.results.report(&self.name).ok_or("there is no report")?;
        let text = serde_json::to_string_pretty(&report).unwrap();
        let status = serde_json::to_value(report.steps[0].status).unwrap();
        if Some(status.as_str().unwrap()) != self.header("verdict") {
            return Err(format!("its step is {status}\n{text}").into());
        }
        let shows =
            self.header("shows").filter(|shows| *shows != "SECRET_FILE").unwrap_or_default();
        if !text.contains(shows) {
            return Err(format!("`{shows}` is not shown\n{text}").into());
        }
        let outputs = outputs(&report);
        match outputs.lines().find(|line| line.starts_with(SUCCEEDED) || line.contains(SECRET)) {
            Some(line) => Err(line.into()),
            None => Ok(()),
        }
    }
}

fn check_odd(odd: &Odd, course: &Course) -> Result<(), Failed> {
    let report = course.results.report(odd.name).ok_or("there is no report")?;
    let run = course.results.run().ok_or("there is no run.json")?;
    let line = run.submissions.iter().find(|line| line.name == odd.name).ok_or("it has no line")?;
    let status = serde_json::to_value(report.steps[0].status).unwrap();
    let text = serde_json::to_string_pretty(&report).unwrap() + &line.ignored.join("\n");
    if status == odd.verdict && text.contains(odd.shows) {
        Ok(())
    } else {
        Err(format!("its step is {status}\n{text}").into())
    }
}

/// All that the programs printed, and the compiler's words.
fn outputs(report: &Report) -> String {
    let step = &report.steps[0];
    let findings = step.checks.iter().filter_map(|check| check.finding.as_ref());
    let mut text = step.build_output.clone().unwrap_or_default();
    for finding in findings {
        text.push_str(&finding.program_output);
        for event in &finding.timeline {
            text.push_str(&event.detail);
            text.push('\n');
        }
    }
    text
}

/// Grades the honest submission alone, and then beside all attacks.
fn grade_all(attacks: &[Attack], odd: &[&Odd]) -> Course {
    let folder = tempfile::tempdir().unwrap();
    let submissions = folder.path().join("submissions");
    let secret = folder.path().join("secret.txt");
    fs::write(&secret, SECRET).unwrap();
    let neighbour = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = neighbour.local_addr().unwrap().port().to_string();
    let honest = include_str!("../../../solutions/client/src/main.rs");
    hand_in(&submissions, "honest", honest);
    let alone = run(folder.path(), &submissions, "alone").report("honest").expect("a report");
    for attack in attacks {
        let source = attack
            .source
            .replace("SECRET_FILE", &secret.to_string_lossy())
            .replace("NEIGHBOUR_PORT", &port);
        hand_in(&submissions, &attack.name, &source);
    }
    for odd in odd {
        odd.hand_in(&submissions);
    }
    let results = run(folder.path(), &submissions, "all");
    let survivors = descendants();
    Course { _folder: folder, results, alone, survivors }
}

fn hand_in(submissions: &Path, name: &str, source: &str) {
    let folder = submissions.join(name).join("client/src");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("main.rs"), source).unwrap();
}

fn run(folder: &Path, submissions: &Path, out: &str) -> Results {
    let scratch = folder.join(format!("scratch-{out}"));
    let (sandbox, layers) = layers::require(&scratch_folder(&scratch)).unwrap();
    let kit = Kit::prepare(&scratch.join("kit"), |_| {}).unwrap();
    let etc = scratch.join("etc");
    write_etc(&etc).unwrap();
    let results = Results::open(&folder.join(out)).unwrap();
    let grading = Grading {
        workshop: Workshop { kit: &kit, sandbox, etc: &etc, patience: COMPILE },
        layers,
        judge: env::current_exe().unwrap(),
        seed: SEED,
        steps: vec![Step::Client],
        timeout: Duration::from_secs(300),
        reruns: 0,
        jobs: 4,
        scratch: scratch.clone(),
        fresh: true,
        now: || "2000-01-01T00:00:00Z".to_owned(),
    };
    let candidates = intake::candidates(submissions).unwrap();
    grade(&grading, &candidates, None, &results, &|_| {}).unwrap();
    results
}

fn scratch_folder(folder: &Path) -> PathBuf {
    fs::create_dir_all(folder).unwrap();
    folder.to_owned()
}

fn the_neighbour_is_unharmed(course: &Course) -> Result<(), Failed> {
    let beside = course.results.report("honest").ok_or("there is no report")?;
    let without_times = |report: &Report| {
        let mut report = report.clone();
        report.duration_ms = 0;
        for check in report.steps.iter_mut().flat_map(|step| &mut step.checks) {
            check.duration_ms = 0;
        }
        serde_json::to_string_pretty(&report).unwrap()
    };
    let has_passed = course.alone.steps[0].status == StepStatus::Passed;
    let (alone, beside) = (without_times(&course.alone), without_times(&beside));
    if has_passed && alone == beside { Ok(()) } else { Err(format!("{alone}\n{beside}").into()) }
}

/// What is still running of all that we have started, orphans included: they
/// become our children. The shell that watches over us is no survivor.
fn descendants() -> Vec<String> {
    let mut found = Vec::new();
    let mut waiting = vec![std::process::id().to_string()];
    while let Some(id) = waiting.pop() {
        for task in fs::read_dir(format!("/proc/{id}/task")).into_iter().flatten().flatten() {
            let children = fs::read_to_string(task.path().join("children")).unwrap_or_default();
            for child in children.split_whitespace() {
                let command =
                    fs::read_to_string(format!("/proc/{child}/cmdline")).unwrap_or_default();
                if !command.is_empty() && !command.contains("while read -r note id") {
                    found.push(command.replace('\0', " "));
                }
                waiting.push(child.to_owned());
            }
        }
    }
    found
}
