//! `cargo xtask submit`: exactly what is graded, the same bytes each time.

mod common;

use common::classroom::{Classroom, matches_snapshot};
use course::step::Step;
use report::data::StepStatus;
use std::collections::BTreeMap;
use std::fs;
use submission::exercises::sha256;

/// What is in the archive, by name.
fn contents(archive: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let archive = rawzip::ZipArchive::from_slice(archive).expect("an archive");
    let mut found = BTreeMap::new();
    for entry in archive.entries() {
        let entry = entry.expect("an entry");
        let name = entry.file_path().try_normalize().expect("a safe path").as_ref().to_owned();
        let stored = archive.get_entry(entry.wayfinder()).expect("its data");
        found.insert(name, stored.data().to_vec());
    }
    found
}

#[test]
fn the_archive_holds_the_graded_files_and_nothing_else() {
    let classroom = Classroom::new();
    classroom.write("exercises/client/src/wire/mod.rs", "// mine\n");
    classroom.write("exercises/client/build.rs", "fn main() {}\n");
    classroom.write("exercises/notes.txt", "mine\n");
    classroom.run(&["submit"]).ends_with(0);
    let contents = contents(&fs::read(classroom.path("handshake.zip")).expect("the archive"));
    let mut names: Vec<String> = Step::ALL.map(|step| format!("{step}/src/main.rs")).to_vec();
    names.push("client/src/wire/mod.rs".to_owned());
    names.sort();
    assert_eq!(contents.keys().cloned().collect::<Vec<_>>(), names);
    assert_eq!(contents["client/src/main.rs"], Step::Client.stub().as_bytes());
    assert_eq!(contents["client/src/wire/mod.rs"], b"// mine\n");
}

#[test]
fn the_same_files_give_the_same_archive_and_its_digest_is_told() {
    let (one, other) = (Classroom::new(), Classroom::new());
    let archives: Vec<Vec<u8>> = [&one, &other]
        .map(|classroom| {
            let told = classroom.run(&["submit", "--out", "mine.zip"]);
            let archive = fs::read(classroom.path("mine.zip")).expect("the archive");
            told.ends_with(0).says(&[&format!("SHA-256 {}", sha256(&archive))]);
            archive
        })
        .to_vec();
    assert_eq!(archives[0], archives[1]);
    other.write_main(Step::Client, "fn main() {}\n");
    other.run(&["submit", "--out", "mine.zip"]).ends_with(0);
    assert_ne!(fs::read(other.path("mine.zip")).expect("the archive"), archives[0]);
}

#[test]
fn it_says_what_the_last_check_said() {
    let classroom = Classroom::new();
    classroom.solve(Step::ResolveAndConnect);
    classroom.note(Step::ResolveAndConnect, StepStatus::Passed, 40, None);
    classroom.solve(Step::Client);
    classroom.note(Step::Client, StepStatus::Failed, 12, Some("one-read"));
    classroom.write_main(Step::Client, "fn main() {}\n");
    classroom.write_main(Step::UdpPair, "fn main() {}\n");
    matches_snapshot("submit", &classroom, classroom.run(&["submit"]).ends_with(0));
}

#[test]
fn a_file_that_cannot_be_written_is_named() {
    let classroom = Classroom::new();
    let told = classroom.run(&["submit", "--out", "no-such-folder/mine.zip"]);
    told.ends_with(2);
    assert!(told.stderr.contains("--out no-such-folder/mine.zip"), "{}", told.stderr);
}

#[test]
fn exercises_that_are_gone_are_nothing_to_hand_in() {
    let classroom = Classroom::new();
    fs::remove_dir_all(classroom.path("exercises")).expect("the folder");
    let told = classroom.run(&["submit"]);
    told.ends_with(2);
    assert!(told.stderr.contains("nothing to hand in"), "{}", told.stderr);
    assert!(!classroom.path("handshake.zip").exists());
}

#[cfg(unix)]
#[test]
fn a_link_is_refused_by_name() {
    for link in ["exercises/client", "exercises/client/src", "exercises/client/src/main.rs"] {
        let classroom = Classroom::new();
        let (link, elsewhere) = (classroom.path(link), classroom.path("elsewhere"));
        fs::rename(&link, &elsewhere).expect("it can be moved");
        std::os::unix::fs::symlink(&elsewhere, &link).expect("a link");
        let told = classroom.run(&["submit"]);
        told.ends_with(2);
        assert!(told.stderr.contains(&format!("{} is a link", link.display())), "{}", told.stderr);
        assert!(!classroom.path("handshake.zip").exists());
    }
}
