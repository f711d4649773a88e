//! A program that the sandbox did not start has done nothing: not wrong, and not right.
#![cfg(unix)]

use course::grade::{self, Task};
use course::step::Step;
use course::subject::Subject;
use course::verdict::Verdict;
use lab::confinement::Confinement;
use lab::host::Host;
use std::collections::BTreeMap;

/// The first check of `client`, with a shell command in the place of bubblewrap: it is
/// called with `--json-status-fd` as `$0`, and `$1` is where bubblewrap notes how things ended.
#[track_caller]
fn verdict(bubblewrap: &str) -> Verdict {
    let scratch = tempfile::tempdir().unwrap();
    let subject = Subject {
        step: Step::Client,
        command: vec!["/no/client".into()],
        references: BTreeMap::new(),
        own: BTreeMap::new(),
    };
    let confinement = Confinement {
        bubblewrap: ["sh", "-c", bubblewrap].map(Into::into).to_vec(),
        inside: Vec::new(),
    };
    let host = Host::confined(scratch.path().to_owned(), confinement);
    let check = &Step::Client.checks()[0];
    grade::run(&host, 7, Task { subject: &subject, check })
}

#[test]
fn a_sandbox_that_fails_is_the_graders_fault() {
    let verdict = verdict("echo 'bwrap: no' >&2; exit 1");
    let Verdict::Inconclusive { fault } = &verdict else { panic!("{verdict:?}") };
    assert!(fault.contains("the sandbox could not start the program"), "{fault}");
}

#[test]
fn a_program_that_ran_and_ended_like_that_is_judged() {
    let noted = r#"echo '{ "exit-code": 1 }' > /dev/fd/$1; exit 1"#;
    assert!(matches!(verdict(noted), Verdict::Failed(_)));
}

#[test]
fn a_program_cannot_claim_on_its_output_that_it_never_ran() {
    let noted = r#"echo 'bwrap: execvp: Permission denied' >&2; echo '{ "exit-code": 1 }' > /dev/fd/$1; exit 1"#;
    assert!(matches!(verdict(noted), Verdict::Failed(_)));
}
