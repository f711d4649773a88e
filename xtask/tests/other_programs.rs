//! Other people's programs: the tutorial's pair in Python and the usual tools,
//! each with our solutions. Nothing of the grader takes part. What is not
//! installed is skipped, and so is all of it where the machine's own name leads
//! out of the machine.

mod common;

use assert_cmd::Command;
use common::{LONGEST, Running, Told, installed, python, run, skipped, solution};
use course::step::Step;
use std::io::{BufRead as _, BufReader, Lines};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ChildStdout;

const GREETING: &str = "Thank you for connecting";

/// The machine's own name, if it stands for this machine only.
fn own_name() -> Option<String> {
    let name = lab::host::name();
    let addresses = lab::host::addresses_of(&name);
    if !addresses.is_empty() && addresses.iter().all(std::net::IpAddr::is_loopback) {
        return Some(name);
    }
    skipped("the machine's own name does not stand for a loopback address only");
    None
}

fn script(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/python").join(name)
}

/// A server that runs, and the lines that it prints.
struct Server {
    lines: Lines<BufReader<ChildStdout>>,
    _running: Running,
}

impl Server {
    fn start(program: &Path, arguments: &[&str]) -> Self {
        let mut running = Running::start(program, arguments, |_| ());
        Self { lines: BufReader::new(running.stdout()).lines(), _running: running }
    }

    /// The rest of the next line that begins like this.
    #[track_caller]
    fn line(&mut self, beginning: &str) -> String {
        let lines = self.lines.by_ref().map(|line| line.expect("UTF-8"));
        let mut seen = Vec::new();
        for line in lines {
            if let Some(rest) = line.strip_prefix(beginning) {
                return rest.to_owned();
            }
            seen.push(line);
        }
        panic!("no line begins with {beginning:?}, only {seen:?}");
    }
}

/// Our greeting server on a port that the system chose.
fn our_server(host: &str) -> (Server, SocketAddr) {
    let program = solution(Step::GreetingServer);
    let mut server = Server::start(&program, &["--host", host, "--port", "0"]);
    let address = server.line("Listening on ").parse().expect("an address");
    (server, address)
}

/// Runs a client that must print the greeting and end well.
#[track_caller]
fn greeted(mut client: Command) -> Told {
    let told = run(client.timeout(LONGEST));
    told.ends_with(0);
    assert_eq!(told.stdout.trim_end_matches('\n'), GREETING);
    told
}

#[test]
fn the_tutorials_client_is_greeted_by_our_server() {
    let (Some(python), Some(name)) = (python(), own_name()) else {
        return;
    };
    let (mut server, address) = our_server(&name);
    for _ in 0..3 {
        let mut client = Command::new(&python);
        client.arg(script("client.py")).arg(address.port().to_string());
        greeted(client);
        let client: SocketAddr = server.line("Got connection from ").parse().expect("an address");
        assert!(client.ip().is_loopback());
    }
}

#[test]
fn our_client_is_greeted_by_the_tutorials_server() {
    let (Some(python), Some(name)) = (python(), own_name()) else {
        return;
    };
    let script = script("server.py");
    let mut server = Server::start(&python, &[&script.to_string_lossy(), "0"]);
    let port = server.line("socket bound to ");
    server.line("socket is listening");
    let client = solution(Step::Client);
    for _ in 0..3 {
        let mut client = Command::new(&client);
        client.args(["--host", &name, "--port", &port]);
        assert_eq!(greeted(client).stdout, format!("{GREETING}\n"));
        server.line("Got connection from ");
    }

    // HOST is the same when it is left out.
    let mut client = Command::new(&client);
    client.args(["--port", &port]);
    greeted(client);
    server.line("Got connection from ");
}

#[test]
fn our_resolve_and_connect_reaches_the_tutorials_server() {
    let (Some(python), Some(name)) = (python(), own_name()) else {
        return;
    };
    let script = script("server.py");
    let mut server = Server::start(&python, &[&script.to_string_lossy(), "0"]);
    let port = server.line("socket bound to ");
    server.line("socket is listening");
    let mut client = Command::new(solution(Step::ResolveAndConnect));
    let told = run(client.args([&name, "--port", &port]).timeout(LONGEST));
    let says = format!("the socket has successfully connected to {name} on address == {}", "127.");
    told.ends_with(0).says(&["Socket successfully created", &says]);
    server.line("Got connection from ");
}

/// A tool that connects to HOST and PORT and copies what comes.
#[track_caller]
fn check(tool: &str, arguments: impl Fn(&str, u16) -> Vec<String>) {
    let Some(tool) = installed(tool) else {
        return skipped(&format!("there is no {tool}"));
    };
    let (mut server, address) = our_server("localhost");
    for _ in 0..3 {
        let mut client = Command::new(&tool);
        client.args(arguments(&address.ip().to_string(), address.port()));
        greeted(client);
        server.line("Got connection from ");
    }
}

#[test]
fn curl_is_greeted_by_our_server() {
    check("curl", |host, port| {
        let bracketed = if host.contains(':') { format!("[{host}]") } else { host.to_owned() };
        ["--silent", "--max-time", "20", &format!("telnet://{bracketed}:{port}")]
            .map(str::to_owned)
            .to_vec()
    });
}

#[test]
fn netcat_is_greeted_by_our_server() {
    check("nc", |host, port| vec!["-w".into(), "20".into(), host.into(), port.to_string()]);
}

#[test]
fn socat_is_greeted_by_our_server() {
    check("socat", |host, port| {
        let bracketed = if host.contains(':') { format!("[{host}]") } else { host.to_owned() };
        vec!["-T".into(), "20".into(), "-".into(), format!("TCP:{bracketed}:{port}")]
    });
}
