//! A cell: where rustc compiles a submission, or the judge judges it. What is
//! not shown to it does not exist in it.

use super::{Invoker, Sandbox};
use crate::error::Error;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// Whom root grades as: the overflow user, "nobody", owns nothing (user_namespaces(7)).
pub(super) const NOBODY: u32 = 65_534;

/// The most that rustc or the judge may put into a cell's temporary folder, in bytes.
const TEMPORARY: u64 = 256 << 20;

/// The files below `/etc` that name resolution asks, as a cell has them. A name
/// may have several addresses (host.conf(5)).
pub(super) const ETC: [(&str, &str); 3] = [
    ("hosts", "127.0.0.1 localhost handshake\n::1 localhost ip6-localhost\n"),
    ("nsswitch.conf", "hosts: files\n"),
    ("host.conf", "multi on\n"),
];

/// What is shown, where, and how.
struct Mount {
    option: &'static str,
    from: PathBuf,
    to: PathBuf,
}

impl Mount {
    /// A folder that bwrap has to make for it is for its owner alone, unless one
    /// says otherwise; and root is not the user that the cell runs as.
    fn options(&self) -> Vec<OsString> {
        let mut options = Vec::new();
        if let Some(folder) = self.to.parent().filter(|folder| *folder != Path::new("/")) {
            options.extend(["--perms".into(), "0755".into(), "--dir".into(), folder.into()]);
        }
        options.extend([self.option.into(), self.from.clone().into(), self.to.clone().into()]);
        options
    }
}

/// A cell in the making.
pub struct Cell {
    sandbox: Sandbox,
    mounts: Vec<Mount>,
    environment: Vec<(String, OsString)>,
    limits: Vec<String>,
}

impl Cell {
    /// A cell that sees nothing but the system's programs and libraries. `etc`
    /// is a folder with the files of [`write_etc`].
    #[must_use]
    pub fn new(sandbox: Sandbox, etc: &Path) -> Self {
        let mut cell =
            Self { sandbox, mounts: Vec::new(), environment: Vec::new(), limits: Vec::new() };
        for (file, _) in ETC {
            cell.read_only(&etc.join(file), &format!("/etc/{file}"));
        }
        cell
    }

    /// Shows a file or folder, which cannot be changed. Gives its path in the cell.
    pub fn read_only(&mut self, from: &Path, to: &str) -> PathBuf {
        self.mount("--ro-bind", from, to)
    }

    /// Shows a folder that can be written. Gives its path in the cell.
    ///
    /// # Errors
    /// If it cannot be given to the user that the cell runs as.
    pub fn writable(&mut self, from: &Path, to: &str) -> Result<PathBuf, Error> {
        #[cfg(unix)]
        if self.sandbox == Sandbox::Bubblewrap(Invoker::Root) {
            let owner = Some(NOBODY);
            std::os::unix::fs::chown(from, owner, owner).map_err(Error::write(from))?;
        }
        Ok(self.mount("--bind", from, to))
    }

    /// Sets an environment variable.
    pub fn variable(&mut self, name: &str, value: impl Into<OsString>) {
        self.environment.push((name.to_owned(), value.into()));
    }

    /// Sets a limit, as an option of prlimit(1).
    pub fn limit(&mut self, option: String) {
        self.limits.push(option);
    }

    /// The command that makes the cell and runs `command` in it.
    #[must_use]
    pub fn command(&self, command: &[OsString]) -> Vec<OsString> {
        let mut full: Vec<OsString> = Vec::new();
        let mut add = |words: &[&str]| full.extend(words.iter().map(OsString::from));
        match self.sandbox {
            Sandbox::None => {
                if !self.environment.is_empty() {
                    add(&["env"]);
                }
                self.add_environment(&mut full, |name, value| {
                    vec![[OsString::from(name), value.clone()].join("=".as_ref())]
                });
            }
            Sandbox::Bubblewrap(invoker) => {
                // Before bwrap starts: else process 1 of the cell still has ours.
                add(&["env", "-i", "PATH=/usr/sbin:/usr/bin:/sbin:/bin"]);
                add(match invoker {
                    // Without --mount-proc, /proc would be partly covered by
                    // bwrap, and the kernel would let no program have its own.
                    Invoker::Root => &[
                        "unshare",
                        "--pid",
                        "--fork",
                        "--kill-child=KILL",
                        "--mount",
                        "--mount-proc",
                        "bwrap",
                        "--cap-add",
                        "CAP_SETUID",
                        "--cap-add",
                        "CAP_SETGID",
                        "--cap-add",
                        "CAP_SETPCAP",
                        "--bind",
                        "/proc",
                        "/proc",
                    ],
                    Invoker::User => &[
                        "bwrap",
                        "--unshare-user",
                        "--uid",
                        "65534",
                        "--gid",
                        "65534",
                        "--unshare-pid",
                        "--proc",
                        "/proc",
                    ],
                });
                add(&[
                    "--unshare-net",
                    "--unshare-ipc",
                    "--unshare-uts",
                    "--hostname",
                    "handshake",
                    "--unshare-cgroup-try",
                    "--new-session",
                    "--die-with-parent",
                    "--clearenv",
                    "--setenv",
                    "PATH",
                    "/usr/bin:/bin",
                    "--setenv",
                    "HOME",
                    "/tmp",
                ]);
                self.add_environment(&mut full, |name, value| {
                    vec!["--setenv".into(), name.into(), value.clone()]
                });
                full.extend(system());
                full.extend(etc());
                full.extend(["--dev", "/dev"].map(OsString::from));
                full.extend(memory_folders(TEMPORARY));
                full.extend(["--remount-ro", "/dev"].map(OsString::from));
                for mount in &self.mounts {
                    full.extend(mount.options());
                }
                full.extend(["--remount-ro", "/", "--chdir", "/tmp", "--"].map(OsString::from));
                if invoker == Invoker::Root {
                    let nobody = NOBODY.to_string();
                    full.extend(
                        [
                            "setpriv",
                            "--reuid",
                            &nobody,
                            "--regid",
                            &nobody,
                            "--clear-groups",
                            "--inh-caps=-all",
                            "--bounding-set=-all",
                            "--no-new-privs",
                        ]
                        .map(OsString::from),
                    );
                }
            }
        }
        if !self.limits.is_empty() {
            full.push("prlimit".into());
            full.extend(self.limits.iter().map(OsString::from));
        }
        full.extend_from_slice(command);
        full
    }

    fn mount(&mut self, option: &'static str, from: &Path, to: &str) -> PathBuf {
        match self.sandbox {
            Sandbox::None => from.to_owned(),
            Sandbox::Bubblewrap(_) => {
                self.mounts.push(Mount { option, from: from.to_owned(), to: to.into() });
                to.into()
            }
        }
    }

    fn add_environment(
        &self,
        full: &mut Vec<OsString>,
        words: impl Fn(&str, &OsString) -> Vec<OsString>,
    ) {
        full.extend(self.environment.iter().flat_map(|(name, value)| words(name, value)));
    }
}

/// Writes the files that each cell has below `/etc`.
///
/// # Errors
/// If they cannot be written.
pub fn write_etc(folder: &Path) -> Result<(), Error> {
    std::fs::create_dir_all(folder).map_err(Error::write(folder))?;
    for (name, text) in ETC {
        let file = folder.join(name);
        std::fs::write(&file, text).map_err(Error::write(&file))?;
    }
    Ok(())
}

/// The system's programs and libraries, read-only. Where `/bin` is no link into
/// `/usr` it is shown as well.
pub(super) fn system() -> Vec<OsString> {
    let mut options: Vec<OsString> = ["--ro-bind", "/usr", "/usr"].map(OsString::from).to_vec();
    for name in ["/bin", "/sbin", "/lib", "/lib64", "/lib32"] {
        match std::fs::read_link(name) {
            Ok(target) => options.extend(["--symlink".into(), target.into(), name.into()]),
            Err(_) if Path::new(name).is_dir() => {
                options.extend(["--ro-bind", name, name].map(OsString::from));
            }
            Err(_) => {}
        }
    }
    options
}

/// The beginning of an `/etc`. Debian's `cc` and others are links through it.
fn etc() -> Vec<OsString> {
    ["--perms", "0755", "--dir", "/etc", "--ro-bind-try", "/etc/alternatives", "/etc/alternatives"]
        .map(OsString::from)
        .to_vec()
}

/// All that can be written: `/tmp` and `/dev/shm`, in memory and of this size in bytes.
pub(super) fn memory_folders(size: u64) -> Vec<OsString> {
    let size = size.to_string();
    let folder = |path| ["--perms", "1777", "--size", &size, "--tmpfs", path].map(OsString::from);
    [folder("/dev/shm"), folder("/tmp")].concat()
}
