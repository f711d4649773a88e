//! The world that a program is started in. Names of our own, a private network
//! and a lack of privileges need Linux namespaces (user_namespaces(7)), which an
//! ordinary user may make on most systems. The tools are util-linux' unshare(1),
//! nsenter(1) and mount(8) and iproute2's ip(8); what a host refuses is found by trying.

use crate::fault::Fault;
use std::ffi::OsString;
use std::fmt::Write as _;
use std::io::Write as _;
use std::net::IpAddr;
use std::path::Path;
use tempfile::NamedTempFile;

/// The world that a program is started in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Setting {
    /// As it is.
    Plain,
    /// With an `/etc/hosts` of our own, and no other source of names.
    Names(Vec<(IpAddr, String)>),
    /// Alone in a network that has nothing but its loopback; names as in `Names`.
    PrivateNetwork(Vec<(IpAddr, String)>),
    /// In the private network of a program that runs, by its process id, and with
    /// that one's names.
    Beside(u32),
    /// Without the right to bind privileged ports, even if we are root.
    Unprivileged,
}

/// A setting made ready: what it changes, and the files it needs.
#[derive(Debug, Default)]
pub struct Stage {
    namespaces: Vec<&'static str>,
    overlays: Vec<Overlay>,
    /// The overlays as mount(8) wants them.
    table: Option<NamedTempFile>,
    network: Network,
}

/// The network that a program is in.
#[derive(Debug, Default, PartialEq, Eq)]
enum Network {
    #[default]
    Ours,
    Own,
    /// That of a process, with its names.
    Of(u32),
}

/// A file of ours in the place of one of the system's.
#[derive(Debug)]
pub struct Overlay {
    file: NamedTempFile,
    /// Which one it covers.
    pub over: &'static str,
}

/// Names and their addresses (hosts(5)).
const HOSTS: &str = "/etc/hosts";

/// Where names are looked up (nsswitch.conf(5)).
const SOURCES: &str = "/etc/nsswitch.conf";

/// Where the order of a name's addresses is set (gai.conf(5)); many systems lack it.
const ORDER: &str = "/etc/gai.conf";

/// The files of the system that a setting may cover.
pub const COVERED: [&str; 3] = [HOSTS, SOURCES, ORDER];

/// Lays our files over the system's, with a table of them, and starts the program.
/// `$0` is only a name. One mount(8) for all: each start of a program counts.
const LAY_OVER: &str = "mount --all --fstab \"$1\" && shift && exec \"$@\"";

impl Setting {
    /// Writes the files that the setting needs into `scratch`.
    ///
    /// # Errors
    /// If they cannot be written.
    pub fn prepare(&self, scratch: &Path) -> Result<Stage, Fault> {
        let (names, network) = match self {
            Self::Plain => return Ok(Stage::default()),
            Self::Unprivileged => {
                return Ok(Stage { namespaces: vec!["--user"], ..Stage::default() });
            }
            Self::Beside(id) => {
                return Ok(Stage { network: Network::Of(*id), ..Stage::default() });
            }
            Self::Names(names) => (names, Network::Ours),
            Self::PrivateNetwork(names) => (names, Network::Own),
        };
        let mut hosts = String::new();
        for (address, name) in names {
            writeln!(hosts, "{address} {name}").expect("a String grows");
        }
        let files = [
            (HOSTS, hosts.as_str()),
            // Only the file: a name that it lacks must not reach a name server.
            (SOURCES, "hosts: files\n"),
            // IPv4 first (gai.conf(5)), so that "the first address" is not the IPv6 one.
            (ORDER, "precedence ::ffff:0:0/96 100\n"),
        ];
        let overlays = files
            .into_iter()
            // Nothing can be laid over a file that is not there. Without this one the system's
            // order of addresses holds; without another the setting must be refused.
            .filter(|(over, _)| *over != ORDER || Path::new(over).exists())
            .map(|(over, text)| Ok(Overlay { file: write_file(scratch, text)?, over }))
            .collect::<Result<Vec<_>, Fault>>()?;
        let table = Some(write_file(scratch, &table(&overlays))?);
        Ok(Stage { namespaces: vec!["--user", "--mount"], overlays, table, network })
    }
}

impl Stage {
    /// The command as it is to be started, with unshare(1).
    #[must_use]
    pub fn command(&self, command: &[OsString]) -> Vec<OsString> {
        let mut full = Vec::new();
        if !self.namespaces.is_empty() {
            full.extend(["unshare", "--map-root-user"].map(OsString::from));
            full.extend(self.namespaces.iter().map(OsString::from));
        }
        let script = match self.network {
            Network::Of(id) => {
                let id = id.to_string();
                let join = ["nsenter", "--target", &id, "--user", "--mount", "--net"];
                full.extend(join.map(OsString::from));
                // We are root there already, and may not set groups.
                full.push("--preserve-credentials".into());
                full.extend_from_slice(command);
                return full;
            }
            Network::Ours => LAY_OVER.to_owned(),
            Network::Own => {
                full.push("--net".into());
                format!("ip link set lo up && {LAY_OVER}")
            }
        };
        if let Some(table) = &self.table {
            full.extend(["sh".into(), "-c".into(), script.into(), "handshake".into()]);
            full.push(table.path().into());
        }
        full.extend_from_slice(command);
        full
    }

    /// The files of ours that cover the system's.
    #[must_use]
    pub fn overlays(&self) -> &[Overlay] {
        &self.overlays
    }

    /// Whether the program is to be alone in a network.
    #[must_use]
    pub fn has_own_network(&self) -> bool {
        self.network == Network::Own
    }
}

impl Overlay {
    /// Our file.
    #[must_use]
    pub fn file(&self) -> &Path {
        self.file.path()
    }
}

/// A table of bind mounts, in the form of fstab(5): what would end a name is escaped.
fn table(overlays: &[Overlay]) -> String {
    let mut table = String::new();
    for Overlay { file, over } in overlays {
        for character in file.path().display().to_string().chars() {
            match character {
                ' ' | '\t' | '\n' | '\\' | '#' => write!(table, "\\{:03o}", u32::from(character)),
                other => write!(table, "{other}"),
            }
            .expect("a String grows");
        }
        writeln!(table, " {over} none bind 0 0").expect("a String grows");
    }
    table
}

fn write_file(scratch: &Path, text: &str) -> Result<NamedTempFile, Fault> {
    let mut file = NamedTempFile::new_in(scratch).map_err(Fault::Scratch)?;
    file.write_all(text.as_bytes()).map_err(Fault::Scratch)?;
    Ok(file)
}
