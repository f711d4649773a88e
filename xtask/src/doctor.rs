//! `cargo xtask doctor`: can this machine do the exercises, and what will be
//! skipped? Everything is tried, nothing is guessed.

use crate::exit_code::Exit;
use crate::toolchain;
use course::experiments::listening;
use lab::host::{self, Host, Lack};
use lab::setting::Setting;
use lab::sockets::Protocol;
use lab::{ports, probe};
use std::fmt::Write as _;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use submission::scratch::Scratch;

/// What was found out about one thing.
enum Finding {
    /// As the exercises need it.
    Good(String),
    /// Worth knowing, and neither good nor bad.
    Fact(String),
    /// Some checks are skipped, for this reason.
    Skipped(String),
    /// The exercises cannot be done; what it is, and what to do next.
    Bad { what: String, next: &'static str },
}

pub fn run() -> anyhow::Result<Exit> {
    let scratch = Scratch::new("run-")?;
    let host = Host::new(scratch.folder().to_owned());
    let sections = [
        ("Rust", rust(&scratch)),
        ("Loopback network", loopback()),
        ("Names", names()),
        ("What the grader can prepare", preparations(&host)),
    ];
    let mut text = String::new();
    for (title, findings) in &sections {
        let _ = writeln!(text, "{title}");
        findings.iter().for_each(|finding| write(&mut text, finding));
        text.push('\n');
    }
    let all = || sections.iter().flat_map(|(_, findings)| findings);
    let is_bad = all().any(|finding| matches!(finding, Finding::Bad { .. }));
    let skips = all().any(|finding| matches!(finding, Finding::Skipped(_)));
    text.push_str(match (is_bad, skips) {
        (true, _) => "This machine cannot do the exercises yet. Begin with the first FAIL.\n",
        (false, true) => {
            "This machine can do the exercises. Checks that need what is missing are skipped; they cost no points.\n"
        }
        (false, false) => "This machine can do the exercises, with all checks.\n",
    });
    console::tell(&text);
    Ok(if is_bad { Exit::GraderAtFault } else { Exit::Passed })
}

fn write(text: &mut String, finding: &Finding) {
    let _ = match finding {
        Finding::Good(what) => writeln!(text, "  OK    {what}"),
        Finding::Fact(what) => writeln!(text, "  --    {what}"),
        Finding::Skipped(reason) => writeln!(text, "  SKIP  {reason}"),
        Finding::Bad { what, next } => writeln!(text, "  FAIL  {what}\n        next: {next}"),
    };
}

fn rust(scratch: &Scratch) -> Vec<Finding> {
    let version = |said: anyhow::Result<String>| match said {
        Ok(said) if toolchain::is_new_enough(&said) => Finding::Good(said),
        Ok(said) => Finding::Bad {
            what: format!("{said}: older than {}", toolchain::OLDEST),
            next: "rustup update",
        },
        Err(error) => {
            Finding::Bad { what: format!("{error:#}"), next: "install Rust from https://rustup.rs" }
        }
    };
    let linked = match toolchain::link(scratch.folder()) {
        Ok(()) => Finding::Good("a program can be linked".to_owned()),
        Err(error) => Finding::Bad {
            what: format!("no program can be linked:\n{error:#}"),
            next: "install a linker: `build-essential` (Debian, Ubuntu), `xcode-select --install` (macOS), the Visual Studio Build Tools (Windows)",
        },
    };
    vec![version(toolchain::cargo()), version(toolchain::rustc()), linked]
}

fn loopback() -> Vec<Finding> {
    let ipv4 = match probe::exchange_bytes(IpAddr::V4(Ipv4Addr::LOCALHOST)) {
        Ok(()) => Finding::Good("127.0.0.1 (IPv4) takes connections".to_owned()),
        Err(error) => Finding::Bad {
            what: format!("127.0.0.1 (IPv4) takes no connections: {error}"),
            next: "see whether the loopback interface is up, and whether a firewall or a sandbox forbids connections to this machine itself",
        },
    };
    let ipv6 = match probe::exchange_bytes(IpAddr::V6(Ipv6Addr::LOCALHOST)) {
        Ok(()) => Finding::Good("::1 (IPv6) takes connections".to_owned()),
        Err(error) => Finding::Skipped(format!("{} ({error})", Lack::Ipv6Loopback.reason())),
    };
    let default = match probe::takes_ipv4_by_default() {
        Ok(true) => {
            "a new IPv6 socket on `::` takes IPv4 clients, too, unless its program says otherwise"
                .to_owned()
        }
        Ok(false) => {
            "a new IPv6 socket on `::` takes IPv6 clients only, unless its program says otherwise"
                .to_owned()
        }
        Err(error) => format!("there are no IPv6 sockets here: {error}"),
    };
    vec![ipv4, ipv6, Finding::Fact(default)]
}

fn names() -> Vec<Finding> {
    let own = host::name();
    vec![name("localhost", Lack::Localhost), name(&own, Lack::HostName)]
}

/// What a name that the checks use resolves to, in the resolver's order.
fn name(name: &str, lack: Lack) -> Finding {
    match probe::resolve(name) {
        Ok(addresses) if !addresses.is_empty() => {
            let addresses: Vec<String> = addresses.iter().map(IpAddr::to_string).collect();
            Finding::Good(format!("{name} resolves to {}", addresses.join(", ")))
        }
        Ok(_) => Finding::Skipped(format!("{}: {name}", lack.reason())),
        Err(error) => Finding::Skipped(format!("{}: {name}: {error}", lack.reason())),
    }
}

fn preparations(host: &Host) -> Vec<Finding> {
    let mut findings: Vec<Finding> = [
        ("host names of its own", Setting::Names(Vec::new())),
        ("a private network", Setting::PrivateNetwork(Vec::new())),
    ]
    .into_iter()
    .map(|(what, setting)| match host.offers(&setting) {
        Ok(()) => Finding::Good(what.to_owned()),
        Err(lack) => Finding::Skipped(lack.reason().to_owned()),
    })
    .collect();
    findings.push(privileged_port(host));
    findings.push(if host.has_other_loopback() {
        Finding::Good("loopback addresses besides 127.0.0.1".to_owned())
    } else {
        Finding::Skipped(Lack::OtherLoopback.reason().to_owned())
    });
    findings
}

/// Whether there is a port that a program is refused.
fn privileged_port(host: &Host) -> Finding {
    /// Below 1024, where Unix wants privileges.
    const PORT: u16 = 700;
    let at = SocketAddr::from((Ipv4Addr::LOCALHOST, PORT));
    let is_refused =
        ports::obstacle(Protocol::Tcp, at) == Some(std::io::ErrorKind::PermissionDenied);
    let lack = if is_refused {
        None
    } else if listening::may_lower_rights() {
        host.offers(&Setting::Unprivileged).err()
    } else {
        Some(Lack::PrivilegedPorts)
    };
    match lack {
        None => Finding::Good("programs that may not use a privileged port".to_owned()),
        Some(lack) => Finding::Skipped(lack.reason().to_owned()),
    }
}
