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

/// A setting made ready: what to put before a command, and the files it needs.
#[derive(Debug)]
pub struct Stage {
    prefix: Vec<OsString>,
    _files: Vec<NamedTempFile>,
}

/// Lays our files over the system's and starts the program. `$0` is only a name.
const LAY_OVER: &str = "if [ -e /etc/gai.conf ]; then mount --bind \"$3\" /etc/gai.conf; fi && mount --bind \"$1\" /etc/hosts && mount --bind \"$2\" /etc/nsswitch.conf && shift 3 && exec \"$@\"";

impl Setting {
    /// Writes the files that the setting needs into `scratch`.
    ///
    /// # Errors
    /// If they cannot be written.
    pub fn prepare(&self, scratch: &Path) -> Result<Stage, Fault> {
        let names = match self {
            Self::Plain => {
                return Ok(Stage { prefix: Vec::new(), _files: Vec::new() });
            }
            Self::Unprivileged => {
                let prefix = ["unshare", "--user", "--map-root-user"].map(OsString::from).to_vec();
                return Ok(Stage { prefix, _files: Vec::new() });
            }
            Self::Beside(id) => {
                let id = id.to_string();
                let prefix = ["nsenter", "--target", &id, "--user", "--mount", "--net"];
                let mut prefix = prefix.map(OsString::from).to_vec();
                // We are root there already, and may not set groups.
                prefix.push("--preserve-credentials".into());
                return Ok(Stage { prefix, _files: Vec::new() });
            }
            Self::Names(names) | Self::PrivateNetwork(names) => names,
        };
        let mut hosts = String::new();
        for (address, name) in names {
            writeln!(hosts, "{address} {name}").expect("a String grows");
        }
        let hosts = write_file(scratch, &hosts)?;
        // Only the file: a name that it lacks must not reach a name server.
        let switch = write_file(scratch, "hosts: files\n")?;
        // IPv4 first (gai.conf(5)), so that "the first address" is not the IPv6 one.
        let order = write_file(scratch, "precedence ::ffff:0:0/96 100\n")?;
        let mut prefix: Vec<OsString> =
            ["unshare", "--user", "--map-root-user", "--mount"].map(OsString::from).to_vec();
        let script = match self {
            Self::PrivateNetwork(_) => {
                prefix.push("--net".into());
                format!("ip link set lo up && {LAY_OVER}")
            }
            Self::Names(_) | Self::Plain | Self::Beside(_) | Self::Unprivileged => {
                LAY_OVER.to_owned()
            }
        };
        prefix.extend(["sh", "-c"].map(OsString::from));
        prefix.extend([
            script.into(),
            "handshake".into(),
            hosts.path().into(),
            switch.path().into(),
            order.path().into(),
        ]);
        Ok(Stage { prefix, _files: vec![hosts, switch, order] })
    }
}

impl Stage {
    /// The command as it is to be started.
    #[must_use]
    pub fn command(&self, command: &[OsString]) -> Vec<OsString> {
        self.prefix.iter().chain(command).cloned().collect()
    }
}

fn write_file(scratch: &Path, text: &str) -> Result<NamedTempFile, Fault> {
    let mut file = NamedTempFile::new_in(scratch).map_err(Fault::Scratch)?;
    file.write_all(text.as_bytes()).map_err(Fault::Scratch)?;
    Ok(file)
}
