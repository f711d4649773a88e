//! The tests, which need Linux.

use batch::inside;
use batch::sandbox::cell::{Cell, write_etc};
use batch::sandbox::layers;
use batch::sandbox::pool::Pool;
use lab::Lab;
use lab::exit::Exit;
use lab::host::Host;
use lab::patience;
use lab::process::{Process, Stdout, Stream};
use lab::setting::Setting;
use lab::transcript::Transcript;
use libtest_mimic::{Arguments, Trial};
use std::ffi::OsString;
use std::path::Path;
use std::process::{Command, ExitCode};
use std::sync::Arc;
use std::time::Instant;
use std::{env, fs, thread};

/// Says that this program is in its cell.
const IN_CELL: &str = "TESTED_IN_A_CELL";

/// A program leaves something behind, and its box is not used again.
const LEFT: [(&str, &str); 13] = [
    ("a_file_in_tmp", "echo > /tmp/left"),
    ("a_hidden_folder_in_tmp", "mkdir /tmp/.left"),
    ("a_file_in_shared_memory", "echo > /dev/shm/left"),
    ("a_file_that_is_gone_again", "echo > /tmp/left; rm /tmp/left"),
    ("other_rights_on_tmp", "chmod 700 /tmp"),
    ("a_time_of_shared_memory", "touch -d 2001-02-03 /dev/shm"),
    ("shared_memory_by_a_key", "ipcmk --shmem 4096"),
    ("a_semaphore", "ipcmk --semaphore 1"),
    ("a_message_queue", "ipcmk --queue"),
    ("other_limits", "prlimit --pid 1 --nofile=5"),
    ("no_memory_for_the_starter", "prlimit --pid 1 --data=0 --as=0 --nofile=0"),
    ("other_processors", "taskset --pid 1 1"),
    ("another_priority", "renice -n 5 -p 1"),
];

/// How a program ends, and how that is told.
const ENDS: [(&str, Exit); 9] = [
    ("exit 0", Exit::Status(0)),
    ("exit 1", Exit::Status(1)),
    ("exit 101", Exit::Status(101)),
    ("exit 139", Exit::Status(139)),
    ("exit 255", Exit::Status(255)),
    ("kill -ABRT $$", Exit::Signal(6)),
    ("kill -KILL $$", Exit::Signal(9)),
    ("kill -SEGV $$", Exit::Signal(11)),
    ("kill -TERM $$", Exit::Signal(15)),
];

pub fn main() -> ExitCode {
    if let Some(exit) = inside::run() {
        return exit;
    }
    let arguments = Arguments::from_args();
    if arguments.list || env::var_os(IN_CELL).is_some() {
        return libtest_mimic::run(&arguments, trials()).exit_code();
    }
    let scratch = tempfile::tempdir().expect("a temporary folder");
    match layers::require(scratch.path()) {
        Ok((sandbox, _)) => {
            let etc = scratch.path().join("etc");
            write_etc(&etc).unwrap();
            run_in(Cell::new(sandbox, &etc))
        }
        Err(lack) => {
            eprintln!("SKIPPED, all of them: {lack}");
            ExitCode::SUCCESS
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "this program itself, with the caller's terminal")]
fn run_in(mut cell: Cell) -> ExitCode {
    let program = cell.read_only(&env::current_exe().unwrap(), "/tests");
    cell.variable(IN_CELL, "yes");
    let arguments: Vec<OsString> =
        std::iter::once(program.into()).chain(env::args_os().skip(1)).collect();
    let command = cell.command(&arguments);
    let status = Command::new(&command[0]).args(&command[1..]).status().expect("a cell");
    if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn trials() -> Vec<Trial> {
    let facts: [(&str, fn()); 12] = [
        ("a_box_is_used_again", a_box_is_used_again),
        ("two_programs_at_a_time_are_in_two_boxes", two_at_a_time_are_in_two_boxes),
        ("what_a_program_has_started_is_gone_before_the_next", daemons_are_gone),
        ("a_program_that_kills_all_it_can_harms_nobody", who_kills_all_harms_nobody),
        ("a_program_that_stands_still_is_ended", a_program_that_stands_still_is_ended),
        ("a_program_that_nobody_may_bury_is_ended", a_program_that_nobody_may_bury_is_ended),
        ("a_starter_that_dies_is_our_fault", a_starter_that_dies_is_our_fault),
        ("names_are_those_of_the_start", names_are_those_of_the_start),
        ("the_mark_of_each_start_is_another", the_mark_of_each_start_is_another),
        ("a_party_does_not_see_the_other", a_party_does_not_see_the_other),
        ("the_kernels_keys_do_not_exist", the_kernels_keys_do_not_exist),
        ("what_cannot_be_started_is_said", what_cannot_be_started_is_said),
    ];
    let facts = facts.map(|(name, fact)| trial(name.to_owned(), fact));
    let left = LEFT.map(|(what, script)| {
        trial(format!("a_box_is_not_used_again_after::{what}"), move || is_not_used_again(script))
    });
    let ends = ENDS
        .map(|(script, exit)| trial(format!("an_end_is_told::{exit}"), move || ends(script, exit)));
    facts.into_iter().chain(left).chain(ends).collect()
}

fn trial(name: String, test: impl FnOnce() + Send + 'static) -> Trial {
    Trial::test(name, move || {
        test();
        Ok(())
    })
}

/// A host with boxes for programs of the folders of these parties.
fn host(parties: &[&Path]) -> Host {
    let parties = parties.iter().map(|&party| party.to_owned()).collect();
    Host::confined("/tmp".into(), Arc::new(Pool::new(parties, inside::starter(), "/tmp".into())))
}

fn start_in(host: &Host, setting: &Setting, command: &[&str]) -> Process {
    let command: Vec<OsString> = command.iter().map(Into::into).collect();
    let stage = setting.prepare(Path::new("/tmp")).unwrap();
    host.start(stage, &command, &Transcript::start(), Stdout::Flowing).expect("a start")
}

fn start(host: &Host, script: &str) -> Process {
    start_in(host, &Setting::Plain, &["sh", "-c", script])
}

/// What is the same for two programs that were in one box.
fn box_of(process: &Process) -> u32 {
    process.confined().expect("a box").family()
}

/// Runs a script to its end. Gives how it ended, what it printed, and its box.
#[track_caller]
fn run(host: &Host, script: &str) -> (Exit, String, u32) {
    let mut process = start(host, script);
    let exit = process.wait_end(patience::LONG_READ).expect("an end");
    assert!(!process.confined().unwrap().has_failed(), "{script}");
    let printed = process.printed(Stream::Stdout);
    (exit, String::from_utf8(printed).unwrap(), box_of(&process))
}

/// On a machine that is very busy a box may be thrown away because it does not answer soon.
const TRIES: usize = 5;

#[track_caller]
fn is_used_again(host: &Host, script: &str) {
    let used = |_| run(host, script).2 == run(host, "true").2;
    assert!((0..TRIES).any(used), "{script}");
}

fn a_box_is_used_again() {
    is_used_again(&host(&[]), "true");
    is_used_again(&host(&[]), "cat /usr/bin/env > /dev/null; ls /tmp /dev/shm");
}

fn two_at_a_time_are_in_two_boxes() {
    let host = host(&[]);
    let programs = [(); 3].map(|()| start(&host, "sleep 1000"));
    let [a, b, c] = programs.each_ref().map(box_of);
    assert!(a != b && b != c && a != c);
}

#[track_caller]
fn is_not_used_again(script: &str) {
    let host = host(&[]);
    let (exit, _, used) = run(&host, script);
    // Else it has left nothing, and proves nothing.
    assert_eq!(exit, Exit::Status(0), "{script}");
    let (exit, listed, next) = run(&host, "ls -A /tmp /dev/shm; stat -c %a /tmp");
    assert_eq!(exit, Exit::Status(0));
    assert_eq!(listed, "/dev/shm:\n\n/tmp:\n1777\n");
    assert_ne!(used, next, "{script}");
}

fn daemons_are_gone() {
    let host = host(&[]);
    let daemons = "for each in 1 2 3 4 5; do setsid sh -c 'sleep 1000 & exec sleep 1000' & done; \
                   sleep 1000 | sleep 1000 & echo started";
    is_used_again(&host, daemons);
    let (_, printed, _) = run(&host, daemons);
    assert_eq!(printed, "started\n");
    let (_, processes, _) = run(&host, "cat /proc/[0-9]*/comm");
    assert!(!processes.contains("sleep"), "{processes}");
}

fn who_kills_all_harms_nobody() {
    let host = host(&[]);
    let neighbour = start(&host, "echo up; exec sleep 1000");
    let is_up = |line: &str| (line == "up").then_some(());
    neighbour.wait_line(Stream::Stdout, 0, patience::STEP, is_up).expect("a line");
    let kill = "kill -KILL -1; kill -KILL 1; kill -STOP 1; echo lives; exit 7";
    let (exit, printed, _) = run(&host, kill);
    assert_eq!((exit, printed.as_str()), (Exit::Status(7), "lives\n"));
    is_used_again(&host, kill);
    assert_eq!(neighbour.exit(), None);
}

fn a_program_that_stands_still_is_ended() {
    let host = host(&[]);
    let script = "echo up; kill -STOP $$; echo on";
    let mut program = start(&host, script);
    let is_up = |line: &str| (line == "up").then_some(());
    program.wait_line(Stream::Stdout, 0, patience::STEP, is_up).expect("a line");
    program.end();
    assert_eq!(program.printed(Stream::Stdout), b"up\n");
    // We have ended it, and nothing has failed.
    assert!(!program.confined().unwrap().has_failed());
}

/// One that is traced stays until its tracer has taken note of its end (ptrace(2)).
fn a_program_that_nobody_may_bury_is_ended() {
    if !Path::new("/usr/bin/strace").exists() {
        eprintln!("there is no strace");
        return;
    }
    let host = host(&[]);
    let script = "strace -e trace=none -o /dev/null -p $$ & tracer=$!; \
                  (until grep -q '^State:.T' /proc/$tracer/status; do :; done; echo up) & \
                  while grep -q '^TracerPid:.0$' /proc/$$/status; do :; done; \
                  kill -STOP $tracer; sleep 1000";
    let mut program = start(&host, script);
    let is_up = |line: &str| (line == "up").then_some(());
    program.wait_line(Stream::Stdout, 0, patience::LONG_READ, is_up).expect("a line");
    let about = format!("/proc/{}", program.id());
    program.end();
    let deadline = Instant::now() + patience::LONG_READ;
    while Path::new(&about).exists() {
        assert!(Instant::now() < deadline, "it is still there");
        thread::yield_now();
    }
    assert!(!program.confined().unwrap().has_failed());
    assert_ne!(run(&host, "true").2, box_of(&program));
}

fn a_starter_that_dies_is_our_fault() {
    let host = host(&[]);
    let lab = Lab::new(&host, 7, "test");
    let command = ["sleep", "1000"].map(Into::into);
    let mut program = lab.start(&command, &Setting::Plain, "sleep").unwrap();
    assert!(lab.all_ran().is_ok());
    let starter = box_of(&program);
    #[expect(clippy::disallowed_methods, reason = "kill(1)")]
    let killed = Command::new("kill").args(["-KILL", &starter.to_string()]).status().unwrap();
    assert!(killed.success());
    assert_eq!(program.wait_end(patience::LONG_READ), Some(Exit::Signal(9)));
    let fault = lab.all_ran().expect_err("a fault");
    assert_eq!(fault.to_string(), "the sandbox failed while the program ran");
    assert_ne!(run(&host, "true").2, starter);
}

fn names_are_those_of_the_start() {
    let host = host(&[]);
    let look = |setting: &Setting| {
        let mut process = start_in(&host, setting, &["cat", "/etc/hosts"]);
        assert_eq!(process.wait_end(patience::LONG_READ), Some(Exit::Status(0)));
        let text = String::from_utf8(process.printed(Stream::Stdout)).unwrap();
        (text, box_of(&process))
    };
    let names = |address: [u8; 4]| Setting::Names(vec![(address.into(), "one.test".to_owned())]);
    let usual = fs::read_to_string("/etc/hosts").unwrap();
    for _ in 0..2 {
        assert_eq!(look(&names([127, 1, 2, 3])).0, "127.1.2.3 one.test\n");
        assert_eq!(look(&names([127, 9, 8, 7])).0, "127.9.8.7 one.test\n");
        assert_eq!(look(&Setting::Plain).0, usual);
    }
    let used = |_| look(&names([127, 1, 2, 3])).1 == look(&Setting::Plain).1;
    assert!((0..TRIES).any(used));
}

fn the_mark_of_each_start_is_another() {
    let host = host(&[]);
    let marks: Vec<String> = (0..3).map(|_| run(&host, "echo $HANDSHAKE_EXPERIMENT").1).collect();
    assert!(marks.iter().all(|mark| mark.len() > 1), "{marks:?}");
    assert!(marks[0] != marks[1] && marks[1] != marks[2], "{marks:?}");
}

fn a_party_does_not_see_the_other() {
    let parties = [(); 2].map(|()| tempfile::tempdir_in("/tmp").unwrap());
    let [ours, theirs] = parties.each_ref().map(tempfile::TempDir::path);
    let [our_ls, their_ls] = [ours, theirs].map(|folder| folder.join("ls"));
    for ls in [&our_ls, &their_ls] {
        fs::copy("/usr/bin/ls", ls).unwrap();
    }
    let host = host(&[ours, theirs]);
    let list = |ls: &Path, folder: &Path| {
        let command = [ls, folder].map(|path| path.to_str().unwrap());
        let mut process = start_in(&host, &Setting::Plain, &command);
        (process.wait_end(patience::LONG_READ).expect("an end"), box_of(&process))
    };
    let (own, first) = list(&our_ls, ours);
    assert_eq!(own, Exit::Status(0));
    assert_eq!(list(&our_ls, theirs).0, Exit::Status(2));
    let (other, second) = list(&their_ls, theirs);
    assert_eq!(other, Exit::Status(0));
    assert_ne!(first, second);
}

/// They are in no namespace: the session's of who grades would be theirs (keyrings(7)).
fn the_kernels_keys_do_not_exist() {
    if !Path::new("/usr/bin/perl").exists() {
        eprintln!("there is no perl");
        return;
    }
    for call in [libc::SYS_add_key, libc::SYS_request_key, libc::SYS_keyctl] {
        let script = format!("perl -e 'print syscall({call}, 0, 0, 0, 0, 0), \" \", $! + 0'");
        let missing = format!("-1 {}", libc::ENOSYS);
        assert_eq!(run(&host(&[]), &script).1, missing);
    }
}

fn what_cannot_be_started_is_said() {
    let stage = Setting::Plain.prepare(Path::new("/tmp")).unwrap();
    let fault = host(&[])
        .start(stage, &["/no/such/program".into()], &Transcript::start(), Stdout::Flowing)
        .map(|_| ())
        .expect_err("a fault")
        .to_string();
    assert!(fault.contains("/no/such/program") && fault.contains("No such file"), "{fault}");
}

#[track_caller]
fn ends(script: &str, expected: Exit) {
    assert_eq!(run(&host(&[]), script).0, expected, "{script}");
}
