//! What is told of a program is what the real strace says of it: each program is
//! run twice, once with each, against the same peer. Ports, inodes and process
//! ids differ from run to run and are numbered instead.
//!
//! Passed over where strace is not installed.
#![cfg(target_os = "linux")]

#[cfg(target_arch = "x86_64")]
#[path = "programs/compile.rs"]
mod compile;
#[path = "strace/peer.rs"]
mod peer;
#[path = "strace/render.rs"]
mod render;

use peer::{Peer, Role};
use regex::{Captures, Regex};
use socket_trace::helper;
use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::LazyLock;
use std::thread;
use std::time::Duration;

#[expect(clippy::disallowed_methods, reason = "tests start strace, cargo and the helper")]
fn command(program: impl AsRef<std::ffi::OsStr>) -> Command {
    Command::new(program)
}

fn strace_is_there() -> bool {
    let there = command("strace").arg("-V").stdout(Stdio::null()).status().is_ok();
    if !there {
        println!("passed over: strace is not installed");
    }
    there
}

/// The folder of what cargo built, with the solutions and the corpus in it.
static BUILT: LazyLock<PathBuf> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_BIN_EXE_socket-trace")).parent().unwrap();
    let status = command(env!("CARGO"))
        .args(["build", "--quiet", "--locked", "-p", "corpus", "-p", "solution-*"])
        .arg("--target-dir")
        .arg(folder.parent().unwrap())
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .status();
    assert!(status.unwrap().success());
    folder.to_owned()
});

/// A traced run that leaves nothing behind if the test fails.
struct Run(Child);

impl Run {
    /// Ends the program itself (the tracer's child), so that the tracer sees it:
    /// a server, once it waits for the next client.
    fn end(&mut self) {
        let children = format!("/proc/{0}/task/{0}/children", self.0.id());
        for child in fs::read_to_string(children).unwrap_or_default().split_whitespace() {
            while !sleeps(child) {
                thread::yield_now();
            }
            let kill = command("kill").args(["-KILL", child]).stderr(Stdio::null()).status();
            assert!(kill.is_ok());
        }
        self.0.wait().unwrap();
    }
}

/// Whether all threads of a process wait for something, or it is gone.
fn sleeps(process: &str) -> bool {
    let Ok(tasks) = fs::read_dir(format!("/proc/{process}/task")) else { return true };
    tasks.flatten().all(|task| {
        let status = fs::read_to_string(task.path().join("status")).unwrap_or_default();
        let state = status.lines().find_map(|line| line.strip_prefix("State:\t"));
        state.is_none_or(|state| state.starts_with(['S', 'Z', 'X']))
    })
}

impl Drop for Run {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Runs a program behind the words of a tracer, with its peer.
fn run(tracer: &[&str], file: &Path, program: &[String], role: Role) {
    let peer = Peer::new(role);
    let child = command(tracer[0])
        .args(&tracer[1..])
        .arg(file)
        .args(program)
        .args(peer.arguments(role))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn();
    let mut run = Run(child.unwrap());
    let output = peer.talk(role, &mut run.0);
    run.end();
    drop(output);
}

#[track_caller]
fn check(program: &[String], role: Role) {
    const STRACE: [&str; 9] =
        ["strace", "-f", "-y", "-xx", "-s", "256", "-e", "trace=network,desc", "-o"];
    let folder = tempfile::tempdir().unwrap();
    let (theirs, ours) = (folder.path().join("strace"), folder.path().join("events"));
    run(&STRACE, &theirs, program, role);
    run(&[env!("CARGO_BIN_EXE_socket-trace")], &ours, program, role);
    let events = helper::read(&ours).unwrap();
    let told = comparable(render::lines(&events));
    let expected = comparable(strace_lines(&fs::read_to_string(theirs).unwrap()));
    assert!(expected.contains('S'), "strace saw no socket: {expected}");
    if told != expected {
        let missing: Vec<&str> = expected.lines().filter(|line| !told.contains(line)).collect();
        let more: Vec<&str> = told.lines().filter(|line| !expected.contains(line)).collect();
        panic!(
            "{program:?}\nonly strace: {missing:#?}\nonly we: {more:#?}\n--\n{expected}--\n{told}"
        );
    }
}

/// Bytes as both sides print them in strings.
fn readable_byte(byte: u8) -> String {
    match byte {
        b' '..=b'~' if byte != b'"' && byte != b'\\' => char::from(byte).to_string(),
        _ => format!("\\x{byte:02x}"),
    }
}

/// A time that may be what is left of another one.
fn about(time: Duration) -> String {
    format!("about {:.0} s", time.as_secs_f64())
}

/// strace's `\x41` as text, where that is printable. A time limit it leaves as bytes.
fn readable(text: &str) -> String {
    static HEXADECIMAL: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\\x([0-9a-f]{2})").unwrap());
    static LIMIT: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r#"(TIMEO_OLD, )"((?:\\x..){8})((?:\\x..){8})", 16"#).unwrap());
    let number = |bytes: &str| {
        let digits = bytes.split("\\x").skip(1).collect::<Vec<_>>();
        u64::from_str_radix(&digits.into_iter().rev().collect::<String>(), 16).unwrap()
    };
    let limit = |found: &Captures| {
        let time =
            Duration::from_secs(number(&found[2])) + Duration::from_micros(number(&found[3]));
        format!("{}{}, 16", &found[1], about(time))
    };
    let byte = |found: &Captures| readable_byte(u8::from_str_radix(&found[1], 16).unwrap());
    HEXADECIMAL.replace_all(&LIMIT.replace_all(text, limit), byte).into_owned()
}

/// The calls on sockets in strace's output, each in one piece.
fn strace_lines(text: &str) -> Vec<(u32, String)> {
    let resumed = Regex::new(r"^<\.\.\. \w+ resumed>").unwrap();
    let mut begun: HashMap<u32, String> = HashMap::new();
    let mut whole: Vec<(u32, Option<String>)> = Vec::new();
    let mut places: HashMap<u32, usize> = HashMap::new();
    for line in text.lines() {
        let (thread, line) = line.split_once(' ').unwrap();
        let (thread, line) = (thread.parse().unwrap(), readable(line.trim()));
        if let Some(start) = line.strip_suffix("<unfinished ...>") {
            places.insert(thread, whole.len());
            whole.push((thread, None));
            begun.insert(thread, start.trim_end().to_owned());
        } else if let Some(prefix) = resumed.find(&line) {
            let start = begun.remove(&thread).unwrap();
            let end = line[prefix.end()..].trim_start();
            let space = if start.ends_with(',') { " " } else { "" };
            whole[places[&thread]].1 = Some(format!("{start}{space}{end}"));
        } else {
            whole.push((thread, Some(line)));
        }
    }
    for (thread, start) in begun {
        whole[places[&thread]].1 = Some(format!("{start} <unfinished"));
    }
    let whole = whole.into_iter().filter_map(|(thread, line)| Some((thread, like_ours(&line?)?)));
    whole.collect()
}

/// A line of strace's as we print it; `None` if it concerns no socket.
fn like_ours(line: &str) -> Option<String> {
    let name = line.split('(').next()?;
    let is_network = ["socket", "socketpair"].contains(&name) && !line.contains("= -1");
    if !(is_network || line.contains("<socket:[")) || line.starts_with("---") {
        return None;
    }
    if line.contains("<unfinished") || line.contains(" = ? ") || line.ends_with(") = ?") {
        return Some(format!("{name} unfinished"));
    }
    let text = RULES
        .iter()
        .fold(line.to_owned(), |text, (rule, with)| rule.replace_all(&text, *with).into_owned());
    Some(text)
}

/// What strace prints, and what we print for it.
static RULES: LazyLock<Vec<(Regex, &str)>> = LazyLock::new(|| {
    let rules = [
        // It aligns the results.
        (r"\) += ", ") = "),
        // Lengths before the call.
        (r"\[\d+ => (\d+)\]", "[$1]"),
        // Of what is not filled in it prints the place.
        (r"0x7[0-9a-f]{8,}, \[\d+\]", "PTR, LENGTH"),
        (r"0x[0-9a-f]{8,}", "PTR"),
        // Of an address that cannot be read, too.
        (r"^(connect\(\S+), 0x[0-9a-f]+, \d+\)", "$1, NULL, 0)"),
        // Other descriptors.
        (r"(\d)<(?:[^s>]|s[^o>])[^>]*>", "$1"),
        // What we do not tell: the lowest number wanted.
        (r"F_DUPFD(?:_CLOEXEC)?, \d+\)", "DUP)"),
        (r"^dup\((.*?)\)", "dup($1, DUP)"),
    ];
    rules.into_iter().map(|(rule, with)| (Regex::new(rule).unwrap(), with)).collect()
});

/// Thread by thread, in the order of their first calls, with ports and inodes
/// numbered.
fn comparable(lines: Vec<(u32, String)>) -> String {
    let mut threads: Vec<(u32, String)> = Vec::new();
    for (thread, line) in lines {
        let position = threads.iter().position(|(id, _)| *id == thread);
        let position = position.unwrap_or_else(|| {
            threads.push((thread, String::new()));
            threads.len() - 1
        });
        threads[position].1.push_str(&line);
        threads[position].1.push('\n');
    }
    let text: String = threads.into_iter().map(|(_, text)| text + "--\n").collect();
    let text = number(&text, r"socket:\[(\d+)\]", "S");
    let text = number(&text, r"htons\(([1-9]\d*)\)", "P");
    // What is left of a timeout differs by a millisecond or two.
    Regex::new(r"\], (\d+), \d{3,}\)").unwrap().replace_all(&text, "], $1, TIME)").into_owned()
}

/// Replaces each different number by the position of its first appearance.
fn number(text: &str, pattern: &str, letter: &str) -> String {
    let mut seen: Vec<String> = Vec::new();
    let name = |found: &Captures| {
        let position = seen.iter().position(|each| *each == found[1]).unwrap_or_else(|| {
            seen.push(found[1].to_owned());
            seen.len() - 1
        });
        format!("{letter}{position}")
    };
    Regex::new(pattern).unwrap().replace_all(text, name).into_owned()
}

fn solution(name: &str, role: Role) {
    if strace_is_there() {
        check(&[BUILT.join(name).to_string_lossy().into_owned()], role);
    }
}

fn corpus(role: Role, names: &[&str]) {
    if strace_is_there() {
        for name in names {
            check(&[BUILT.join("corpus").to_string_lossy().into_owned(), (*name).to_owned()], role);
        }
    }
}

#[test]
fn the_solutions_do_what_strace_says() {
    solution("solution-resolve-and-connect", Role::Resolver);
    solution("solution-client", Role::Client);
    solution("solution-greeting-server", Role::Server);
    solution("solution-ipv6-server", Role::Ipv6Server);
    solution("solution-udp-pair", Role::UdpServer);
    solution("solution-udp-pair", Role::UdpClient);
}

#[test]
#[cfg(target_arch = "x86_64")]
fn raw_system_calls_of_a_static_program_are_what_strace_says() {
    if strace_is_there() {
        let folder = tempfile::tempdir().unwrap();
        let program =
            compile::compiled("raw_calls.rs", &["-Ctarget-feature=+crt-static"], folder.path());
        check(&[program.to_string_lossy().into_owned()], Role::Client);
    }
}

#[test]
fn clients_do_what_strace_says() {
    corpus(
        Role::Client,
        &[
            "right/client/buffered_reader",
            "right/client/copies_and_logs",
            "right/client/large_buffer",
            "right/client/one_byte_at_a_time",
            "right/client/read_to_end",
            "right/client/seven_bytes_at_a_time",
            "right/client/socket2_socket",
            "wrong/client/one_read",
            "wrong/client/fills_64_kib",
            "wrong/client/says_hello",
            "wrong/client/reads_to_string",
            "wrong/client/stops_at_a_short_read",
            "wrong/client/takes_1024_bytes",
            "wrong/client/unwraps_the_text",
        ],
    );
}

#[test]
fn resolvers_do_what_strace_says() {
    corpus(
        Role::Resolver,
        &[
            "right/resolve-and-connect/connect_timeout",
            "right/resolve-and-connect/nonblocking_connect",
            "right/resolve-and-connect/socket_per_address",
            "right/resolve-and-connect/std_stream",
            "right/resolve-and-connect/one_connect_call",
            "wrong/resolve-and-connect/never_waits_for_the_connection",
            "wrong/resolve-and-connect/binds_only",
            "wrong/resolve-and-connect/connects_to_every_address",
        ],
    );
}

#[test]
fn servers_do_what_strace_says() {
    corpus(
        Role::Server,
        &[
            "right/greeting-server/byte_by_byte",
            "right/greeting-server/flushes_by_hand",
            "right/greeting-server/one_at_a_time",
            "right/greeting-server/python_tuple_peer",
            "right/greeting-server/shutdown_before_drop",
            "right/greeting-server/socket2_throughout",
            "right/greeting-server/talkative",
            "right/greeting-server/thread_per_client",
        ],
    );
    corpus(
        Role::Ipv6Server,
        &[
            "right/ipv6-server/first_it_can_bind",
            "right/ipv6-server/python_tuple_peer",
            "right/ipv6-server/socket2_throughout",
            "right/ipv6-server/socket_before_lookup",
            "right/ipv6-server/thread_per_client",
        ],
    );
}

#[test]
fn datagram_programs_do_what_strace_says() {
    let both = [
        "right/udp-pair/chatty_server",
        "right/udp-pair/connected_client",
        "right/udp-pair/socket2_throughout",
        "right/udp-pair/unconnected_client",
        "right/udp-pair/python_tuples",
    ];
    corpus(Role::UdpServer, &both);
    corpus(Role::UdpClient, &both);
}
