//! Archives as students, learning platforms and attackers make them. All are made
//! here, by the crates that read them or byte by byte.

use batch::intake::{Candidate, Taken, Unreadable};
use course::step::Step;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;
use tar::{EntryType, Header};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const MAIN: &str = "client/src/main.rs";

fn take(name: &str, content: &[u8]) -> Result<Taken, Unreadable> {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join(name);
    fs::write(&place, content).unwrap();
    let before = count(folder.path());
    let taken = Candidate { name: name.to_owned(), file: name.to_owned(), place }.take(None);
    assert_eq!(count(folder.path()), before, "something was unpacked");
    taken
}

fn count(folder: &Path) -> usize {
    fs::read_dir(folder).unwrap().count()
}

/// The client's main file in what was taken.
#[track_caller]
fn main_of(taken: &Taken) -> &[u8] {
    &taken.steps[&Step::Client]["src/main.rs"]
}

fn zip_of(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A tar entry whose name is not looked at by the crate that writes it.
fn entry(tar: &mut tar::Builder<Vec<u8>>, kind: EntryType, name: &str, content: &[u8]) {
    let mut header = Header::new_ustar();
    header.as_mut_bytes()[..name.len()].copy_from_slice(name.as_bytes());
    header.set_entry_type(kind);
    header.set_size(content.len() as u64);
    if matches!(kind, EntryType::Symlink | EntryType::Link) {
        header.set_link_name("/etc/passwd").unwrap();
    }
    header.set_cksum();
    tar.append(&header, content).unwrap();
}

fn gzip(content: &[u8]) -> Vec<u8> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(content).unwrap();
    gzip.finish().unwrap()
}

#[test]
fn each_format_gives_the_same_source() {
    let zip = zip_of(&[(MAIN, b"fn main() {}")]);
    let mut tar = tar::Builder::new(Vec::new());
    entry(&mut tar, EntryType::Regular, MAIN, b"fn main() {}");
    let tar = tar.into_inner().unwrap();
    for (name, content) in
        [("a.zip", &zip), ("a.tar", &tar), ("a.tar.gz", &gzip(&tar)), ("a.tgz", &gzip(&tar))]
    {
        assert_eq!(main_of(&take(name, content).unwrap()), b"fn main() {}", "{name}");
    }
}

#[test]
fn a_path_that_leads_outside_is_passed_over_and_told() {
    let outside = ["../client/src/main.rs", "/client/src/main.rs", "..\\client\\src\\main.rs"];
    for path in outside {
        let taken = take("a.zip", &zip_of(&[(path, b"evil")])).unwrap();
        assert!(taken.steps.is_empty(), "{path}");
        assert!(taken.ignored[0].contains("leads outside"), "{:?}", taken.ignored);
        let mut tar = tar::Builder::new(Vec::new());
        entry(&mut tar, EntryType::Regular, path, b"evil");
        let taken = take("a.tar", &tar.into_inner().unwrap()).unwrap();
        assert!(taken.steps.is_empty(), "{path}");
    }
}

#[test]
fn links_and_devices_are_passed_over_and_told() {
    let kinds =
        [EntryType::Symlink, EntryType::Link, EntryType::Char, EntryType::Block, EntryType::Fifo];
    for kind in kinds {
        let mut tar = tar::Builder::new(Vec::new());
        entry(&mut tar, kind, MAIN, b"");
        let taken = take("a.tar", &tar.into_inner().unwrap()).unwrap();
        assert!(taken.steps.is_empty(), "{kind:?}");
        assert!(taken.ignored[0].contains("a link or a device"), "{:?}", taken.ignored);
    }
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.add_symlink(MAIN, "/etc/passwd", SimpleFileOptions::default()).unwrap();
    let taken = take("a.zip", &zip.finish().unwrap().into_inner()).unwrap();
    assert!(taken.steps.is_empty());
}

#[test]
fn a_zip_bomb_is_refused() {
    let zeros = vec![0; 40 << 20];
    let refused = take("a.zip", &zip_of(&[(MAIN, &zeros)])).unwrap_err();
    assert!(refused.to_string().contains("larger than"), "{refused}");
    let mut tar = tar::Builder::new(Vec::new());
    entry(&mut tar, EntryType::Regular, "notes.txt", &zeros);
    let refused = take("a.tar.gz", &gzip(&tar.into_inner().unwrap())).unwrap_err();
    assert!(refused.to_string().contains("zip bomb"), "{refused}");
}

#[test]
fn a_hundred_thousand_files_are_refused() {
    let mut tar = tar::Builder::new(Vec::new());
    for number in 0..100_000 {
        entry(&mut tar, EntryType::Regular, &format!("{number}"), b"");
    }
    let refused = take("a.tar", &tar.into_inner().unwrap()).unwrap_err();
    assert!(refused.to_string().contains("more than 50000 files"), "{refused}");
}

#[test]
fn of_a_file_that_is_there_twice_the_last_is_taken_and_told() {
    let mut tar = tar::Builder::new(Vec::new());
    entry(&mut tar, EntryType::Regular, MAIN, b"first");
    entry(&mut tar, EntryType::Regular, MAIN, b"last");
    let taken = take("a.tar", &tar.into_inner().unwrap()).unwrap();
    assert_eq!(main_of(&taken), b"last");
    assert!(taken.ignored[0].contains("twice"), "{:?}", taken.ignored);
}

#[test]
fn of_files_that_are_there_thousands_of_times_the_last_are_taken() {
    let mut tar = tar::Builder::new(Vec::new());
    for number in 0..40_000 {
        entry(&mut tar, EntryType::Regular, &format!("client/src/m{}.rs", number % 20_000), b"");
    }
    entry(&mut tar, EntryType::Regular, MAIN, b"main");
    let taken = take("a.tar", &tar.into_inner().unwrap()).unwrap();
    assert_eq!(taken.steps[&Step::Client].len(), 20_001);
    assert_eq!(taken.ignored.len(), 101, "what is told has an end");
    assert_eq!(taken.ignored[100], "and 19900 more");
}

#[test]
fn a_path_is_taken_for_what_it_leads_to() {
    for path in ["./client/src/main.rs", "client//src/./main.rs"] {
        assert_eq!(main_of(&take("a.zip", &zip_of(&[(path, b"main")])).unwrap()), b"main");
    }
}

#[test]
fn a_name_that_no_file_can_have_is_passed_over_and_told() {
    let long = format!("client/src/{}.rs", "y".repeat(3000));
    let taken = take("a.zip", &zip_of(&[(MAIN, b"main"), (&long, b"")])).unwrap();
    assert_eq!(taken.steps[&Step::Client].len(), 1);
    assert!(taken.ignored[0].contains("too long"), "{:?}", taken.ignored);
}

#[test]
fn an_archive_in_an_archive_is_told() {
    let taken = take("a.zip", &zip_of(&[("hw.zip", &zip_of(&[(MAIN, b"main")]))])).unwrap();
    assert!(taken.steps.is_empty());
    assert_eq!(taken.ignored, ["hw.zip: an archive in the submission; it is not opened"]);
}

#[test]
fn what_is_no_archive_is_refused() {
    for (name, content) in [
        ("a.zip", &b"no zip"[..]),
        ("a.tar.gz", b"no gzip"),
        ("a.tar", b"no tar, but a little longer"),
    ] {
        assert!(take(name, content).is_err(), "{name}");
    }
}

/// From one sound archive of each format, thousands of broken ones.
#[test]
fn no_broken_archive_makes_the_intake_panic() {
    let zip = zip_of(&[(MAIN, b"fn main() {}"), ("notes.txt", b"notes")]);
    let mut tar = tar::Builder::new(Vec::new());
    entry(&mut tar, EntryType::Regular, MAIN, b"fn main() {}");
    let tar = tar.into_inner().unwrap();
    let mut state: u32 = 1;
    let mut number = move |below: usize| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as usize % below
    };
    let mut refused = 0;
    for (name, sound) in [("a.zip", &zip), ("a.tar", &tar), ("a.tgz", &gzip(&tar))] {
        for _ in 0..700 {
            let mut broken = sound.clone();
            for _ in 0..=number(4) {
                let at = number(broken.len());
                broken[at] = u8::try_from(number(256)).unwrap();
            }
            broken.truncate(broken.len() - number(broken.len().min(40)));
            refused += usize::from(take(name, &broken).is_err());
        }
    }
    assert!(refused > 500, "only {refused} were refused");
}
