//! `cargo xtask trace`: whose programs are drawn, which calls, and what is said
//! where a program misbehaves or cannot be traced.
#![cfg(target_os = "linux")]

mod common;

use common::classroom::Classroom;
use common::script::Script;
use common::{Running, Told, command_line, corpus_program, run, solution, xtask};
use course::step::Step;
use report::data::StepStatus;
use serde_json::Value;
use std::fs;
use std::io::Read;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

/// What is said where there is no tracing.
const NOT_TRACED: &str = "Calls were not traced";

/// Runs `cargo xtask trace`. `None` where this machine forbids tracing.
#[track_caller]
fn trace(arguments: &[&str]) -> Option<Told> {
    let told =
        run(xtask().env_remove("LC_ALL").env("LANG", "C.UTF-8").arg("trace").args(arguments));
    if told.stdout.contains(NOT_TRACED) {
        common::skipped("programs cannot be traced here");
        return None;
    }
    Some(told)
}

/// The ladder of a run, from its `--json`.
#[track_caller]
fn ladder(arguments: &[&str]) -> Option<(Value, Told)> {
    let folder = common::folder();
    let file = folder.path().join("ladder.json");
    let json = ["--json", file.to_str().expect("UTF-8")];
    let told = trace(&[arguments, &json].concat())?;
    told.ends_with(0);
    let text = fs::read_to_string(&file).expect("the file is written");
    Some((serde_json::from_str(&text).expect("JSON"), told))
}

/// What a program did: each name once, as it came first.
fn names(ladder: &Value, lane: u64) -> Vec<&str> {
    let mut names = Vec::new();
    for call in ladder["calls"].as_array().expect("calls") {
        let name = call["name"].as_str().expect("a name");
        if call["lane"] == lane && !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// What the two solutions do, in order.
#[track_caller]
fn check(step: Step, heading: &str, server: &[&str], client: &[&str]) {
    let Some((ladder, told)) = ladder(&[step.name(), "--solutions"]) else { return };
    assert_eq!(ladder["heading"], heading);
    assert_eq!(told.stdout.lines().next(), Some(heading));
    assert_eq!(names(&ladder, 0), server, "{}", told.stdout);
    assert_eq!(names(&ladder, 1), client, "{}", told.stdout);
}

const TCP_SERVER: &[&str] =
    &["starts", "socket", "setsockopt", "bind", "listen", "getsockname", "accept", "send", "close"];
const TCP_CLIENT: &[&str] =
    &["starts", "socket", "connect", "recv", "close", "exits with status 0"];

#[test]
fn the_calls_of_the_client_and_its_server_are_drawn() {
    let heading = "the reference greeting-server and the reference client";
    check(Step::Client, heading, TCP_SERVER, TCP_CLIENT);
    check(Step::GreetingServer, heading, TCP_SERVER, TCP_CLIENT);
}

#[test]
fn resolve_and_connect_looks_its_host_up() {
    let heading = "the reference greeting-server and the reference resolve-and-connect";
    let client = ["starts", "getaddrinfo", "socket", "connect", "close", "exits with status 0"];
    check(Step::ResolveAndConnect, heading, TCP_SERVER, &client);
}

#[test]
fn the_ipv6_server_talks_to_the_client() {
    let heading = "the reference ipv6-server and the reference client";
    check(Step::Ipv6Server, heading, TCP_SERVER, TCP_CLIENT);
}

#[test]
fn both_halves_of_the_pair_are_drawn() {
    check(
        Step::UdpPair,
        "the reference udp-pair server and the reference udp-pair client",
        &["starts", "socket", "bind", "getsockname", "recvfrom", "sendto"],
        &[
            "starts",
            "socket",
            "bind",
            "connect",
            "setsockopt",
            "send",
            "recv",
            "close",
            "exits with status 0",
        ],
    );
}

#[test]
fn all_steps_are_drawn_to_a_folder() {
    let folder = common::folder();
    let figures = folder.path().join("figures");
    run(xtask().args(["trace", "--all", "--solutions", "--svg"]).arg(&figures)).ends_with(0);
    for step in Step::ALL {
        let svg = fs::read_to_string(figures.join(format!("{step}.svg"))).expect("a picture");
        let svg = roxmltree::Document::parse(&svg).expect("well-formed XML");
        assert_eq!(svg.root_element().tag_name().name(), "svg");
    }
    assert_eq!(common::files_below(&figures).len(), Step::ALL.len());
}

#[test]
fn ascii_is_ascii() {
    let Some(told) = trace(&["client", "--solutions", "--ascii"]) else { return };
    assert!(told.ends_with(0).stdout.is_ascii(), "{}", told.stdout);
    let Some(told) = trace(&["client", "--solutions"]) else { return };
    assert!(told.stdout.contains('│'), "{}", told.stdout);
}

/// A student whose two programs are written. What has passed is noted.
fn student() -> Classroom {
    let classroom = Classroom::to_build_in();
    for step in [Step::GreetingServer, Step::Client] {
        classroom.solve(step);
    }
    classroom
}

#[track_caller]
fn heading(classroom: &Classroom, arguments: &[&str]) -> Option<String> {
    let told = classroom.run(arguments);
    told.ends_with(0);
    if told.stdout.contains(NOT_TRACED) {
        common::skipped("programs cannot be traced here");
        return None;
    }
    told.stdout.split("\n\n").next().map(common::joined)
}

#[test]
fn the_other_program_is_the_students_own_if_it_has_passed() {
    let classroom = student();
    let check = |expected: &str| {
        if let Some(heading) = heading(&classroom, &["trace", "client"]) {
            assert_eq!(heading, expected);
        }
    };
    check("the reference greeting-server and your client (your greeting-server: not checked yet)");
    classroom.note(Step::GreetingServer, StepStatus::Failed, 10, None);
    check("the reference greeting-server and your client (your greeting-server: failed)");
    classroom.note(Step::GreetingServer, StepStatus::Passed, 40, None);
    check("your greeting-server and your client");
    let source = classroom.read_main(Step::GreetingServer);
    classroom.write_main(Step::GreetingServer, &format!("{source}\n// One more thought.\n"));
    check(
        "the reference greeting-server and your client (your greeting-server: passed, changed since the last check)",
    );
}

#[test]
fn a_stub_is_not_run() {
    let told = Classroom::new().run(&["trace", "client"]);
    assert!(told.ends_with(1).stderr.contains("client is not started"), "{}", told.stderr);
}

#[test]
fn a_program_that_cannot_start_is_named() {
    for (program, why) in [
        ("no-such-program", "there is no such program"),
        ("/etc/passwd", "no file that can be executed"),
    ] {
        let told = run(xtask().args(["trace", "client", "--program", program])).stderr;
        assert!(told.contains(program) && told.contains(why), "{told}");
    }
}

#[test]
fn two_clients_are_no_pair() {
    let told = run(xtask().args(["trace", "client", "--with", "resolve-and-connect"]));
    assert!(told.ends_with(2).stderr.contains("cannot talk to each other"), "{}", told.stderr);
}

/// A client without libraries that are loaded, so nothing but its system calls can
/// be seen; it is compiled in this folder.
fn static_client(folder: &Path, wait: &str) -> PathBuf {
    let (source, program) = (folder.join("client.rs"), folder.join("client"));
    let text = format!(
        "use std::io::{{Read, stdout, Write}};
        fn main() {{
            let port = std::env::args().nth(4).map(|port| port.parse::<u16>().unwrap());
            let Some(port) = port else {{ return }};
            let mut stream = std::net::TcpStream::connect((\"127.0.0.1\", port)).unwrap();
            {wait}
            let mut greeting = Vec::new();
            stream.read_to_end(&mut greeting).unwrap();
            stdout().write_all(&greeting).unwrap();
        }}"
    );
    fs::write(&source, text).expect("the source");
    assert_cmd::Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()))
        .args(["--edition", "2024", "-O", "-C", "target-feature=+crt-static", "-o"])
        .args([&program, &source])
        .assert()
        .success();
    program
}

#[test]
fn a_statically_linked_program_is_drawn_like_any_other() {
    let folder = common::folder();
    let program = command_line([static_client(folder.path(), "")]);
    let Some((ladder, told)) = ladder(&["client", "--program", &program]) else { return };
    assert_eq!(names(&ladder, 1), TCP_CLIENT, "{}", told.stdout);
}

/// An ELF file (elf(5)) of 32 bits for this machine number, whose code is a call of
/// `exit` in the form of 32-bit x86.
fn elf_of_32_bits(folder: &Path, machine: u16) -> PathBuf {
    const ENTRY: u32 = 0x0804_8000 + 52 + 32;
    const EXIT: &[u8] = b"\xb8\x01\0\0\0\x31\xdb\xcd\x80";
    const LENGTH: u32 = 52 + 32 + 9;
    let header = [
        b"\x7fELF\x01\x01\x01\0\0\0\0\0\0\0\0\0".to_vec(),
        [2, machine, 1, 0].map(u16::to_le_bytes).concat(),
        [ENTRY, 52, 0, 0].map(u32::to_le_bytes).concat(),
        [52, 32, 1, 0, 0, 0].map(u16::to_le_bytes).concat(),
    ];
    let segment = [1, 0, 0x0804_8000, 0x0804_8000, LENGTH, LENGTH, 5, 0x1000];
    let bytes = [&header.concat()[..], &segment.map(u32::to_le_bytes).concat(), EXIT].concat();
    let file = folder.join("program");
    fs::write(&file, bytes).expect("the program");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).expect("its permissions");
    file
}

#[test]
fn a_program_of_another_architecture_is_named() {
    /// `EM_M32`, a machine of the eighties.
    const WE_32100: u16 = 1;
    let folder = common::folder();
    let program = command_line([elf_of_32_bits(folder.path(), WE_32100)]);
    let told = run(xtask().args(["trace", "client", "--program", &program]));
    let why = format!("--program {program}: cannot start `{program}`: Exec format error");
    assert!(told.ends_with(2).stderr.contains(&why), "{}", told.stderr);
}

#[test]
#[cfg(target_arch = "x86_64")]
fn a_32_bit_program_is_drawn_as_one_whose_calls_are_not_seen() {
    /// `EM_386`
    const X86: u16 = 3;
    let folder = common::folder();
    let program = command_line([elf_of_32_bits(folder.path(), X86)]);
    let Some(told) = trace(&["client", "--program", &program]) else { return };
    if told.status == Some(2) {
        return common::skipped("this system has no 32-bit programs");
    }
    told.ends_with(0).says(&["goes on as 32-bit, whose calls are", "exits with status 0"]);
}

/// It asks whether it may be traced, is told that it is already, and goes on.
#[test]
fn a_program_that_traces_others_is_drawn_as_it_fails() {
    let Some(strace) = common::installed("strace") else {
        return common::skipped("there is no strace");
    };
    let program = command_line([
        strace.as_os_str(),
        "-o".as_ref(),
        "/dev/null".as_ref(),
        solution(Step::Client).as_os_str(),
    ]);
    let Some((ladder, told)) = ladder(&["client", "--program", &program]) else { return };
    let calls = names(&ladder, 1);
    assert!(calls.contains(&"makes a process") && !calls.contains(&"recv"), "{}", told.stdout);
}

/// A client in Python that connects, and then does this.
fn client(then: &str) -> Option<Script> {
    Script::new(&format!(
        "
import socket, sys, time
if '--help' in sys.argv:
    sys.exit()
s = socket.create_connection((sys.argv[2], int(sys.argv[4])))
{then}
"
    ))
}

#[test]
fn a_program_that_hangs_is_ended_and_who_waits_is_said() {
    let program = corpus_program("wrong/greeting-server/reads_first");
    let Some(told) = trace(&["greeting-server", "--program", &program]) else { return };
    told.ends_with(0).says(&[
        "your program is in recv, waiting for the reference client; the reference client is in recv, waiting for you",
        "The reference client had not ended after 6 seconds, so it was ended.",
    ]);
}

#[test]
fn a_program_that_sleeps_for_ever_is_ended() {
    let Some(script) = client("time.sleep(1000)") else { return };
    let Some(told) = trace(&["client", "--program", &script.command_line()]) else { return };
    told.ends_with(0).says(&["Your client had not ended after 6 seconds"]);
    script.is_gone();
}

#[test]
fn what_a_program_sends_steers_no_terminal() {
    let Some(script) = client(r"s.sendall(b'\x1b]0;owned\x07\xff')") else { return };
    let Some(told) = trace(&["client", "--program", &script.command_line()]) else { return };
    told.ends_with(0).says(&["owned"]).never_says(&["\u{1b}", "\u{7}"]);
}

/// Ten million calls on its socket: the deadline ends it, and what is kept is little.
#[test]
fn a_program_that_calls_without_end_is_cut_off() {
    let folder = common::folder();
    let wait = "for _ in 0..10_000_000 { stream.local_addr().unwrap(); }";
    let program = command_line([static_client(folder.path(), wait)]);
    let Some((ladder, told)) = ladder(&["client", "--program", &program]) else { return };
    told.says(&["Your client did more. Only its first 20000 events are shown."]);
    assert!(told.stdout.lines().count() < 200, "{}", told.stdout);
    let calls = ladder["calls"].as_array().expect("calls").len();
    assert!((10_000..21_000).contains(&calls), "{calls}");
}

#[test]
fn without_tracing_the_grader_is_the_peer() {
    for (step, drawn) in [
        (Step::ResolveAndConnect, "accepted a connection"),
        (Step::GreetingServer, "received 24 bytes then the end"),
        (Step::Client, "prints Thank you for connecting"),
        (Step::Ipv6Server, "received 24 bytes then the end"),
        (Step::UdpPair, "prints Got message from"),
    ] {
        let told = run(xtask().args(["trace", step.name(), "--solutions", "--no-trace"]));
        told.ends_with(0);
        let words: Vec<&str> = told.stdout.split_whitespace().filter(|word| *word != "│").collect();
        let text = words.join(" ");
        assert!(text.contains(drawn) && text.contains(NOT_TRACED), "{}", told.stdout);
        assert!(told.stdout.lines().next().is_some_and(|line| line.ends_with("and the grader")));
    }
}

#[test]
fn an_interrupt_leaves_nothing_behind() {
    let Some(script) = client("time.sleep(1000)") else { return };
    // Builds what there is to build, which may take longer than a start.
    run(xtask().args(["trace", "client", "--solutions"])).ends_with(0);
    let program = script.command_line();
    let tool = Path::new(env!("CARGO_BIN_EXE_xtask"));
    let mut tool = Running::start(tool, ["trace", "client", "--program", &program], |command| {
        command
            .current_dir(common::root())
            .env("CARGO_TARGET_DIR", common::target())
            .stderr(std::process::Stdio::piped());
    });
    common::until("the client's start", || {
        let processes = common::processes_with(script.marker());
        processes.iter().any(|(_, line)| line.contains("--port")).then_some(())
    });
    let id = i32::try_from(tool.id()).ok().and_then(rustix::process::Pid::from_raw);
    rustix::process::kill_process(id.expect("an id"), rustix::process::Signal::INT)
        .expect("it runs");
    assert_eq!(tool.wait().code(), Some(130));
    let mut drawn = String::new();
    tool.stdout().read_to_string(&mut drawn).expect("UTF-8");
    assert_eq!(drawn, "");
    script.is_gone();
}
