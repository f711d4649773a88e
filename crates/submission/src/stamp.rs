//! Which packages cargo need not be asked about: those it has built, and of which
//! nothing has changed since. Asking cargo costs more than many an experiment.
//!
//! A stamp is written when cargo has built a package, and names all that went
//! into it: by content what is compiled, by size and time what compiles it. Where
//! anything is unclear there is no stamp, and cargo decides.

use hmac_sha256::Hash as Sha256;
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};
use std::{env, fs};

/// File systems are a tick behind the clock (some even more): what was changed so
/// shortly before a build may have been changed during it.
const COARSE: Duration = Duration::from_secs(2);

/// Environment variables that change what cargo and rustc make.
const TELLING: [&str; 5] =
    ["RUST", "CARGO_BUILD", "CARGO_ENCODED", "CARGO_PROFILE", "CARGO_TARGET"];

/// A package that cargo has built.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Product {
    /// Its name.
    pub package: String,
    /// The folder of its manifest.
    pub folder: PathBuf,
    /// Its program.
    pub executable: PathBuf,
}

/// The program of a package, if it is as cargo left it and nothing that went into
/// it has changed.
pub fn fresh(shared: &Shared, target: &Path, package: &str) -> Option<PathBuf> {
    let stamp = fs::read_to_string(file(target, package)).ok()?;
    let mut lines = stamp.lines();
    let (seal, folder, executable) = (lines.next()?, lines.next()?, lines.next()?);
    let product = Product {
        package: package.to_owned(),
        folder: folder.into(),
        executable: executable.into(),
    };
    let inputs = Inputs::of(shared, &product).ok()?;
    (inputs.seal == seal).then_some(product.executable)
}

/// Notes what cargo has built in a run that began at `start`. A stamp that cannot
/// be written costs time, and nothing else.
pub fn note(root: &Path, target: &Path, start: SystemTime, products: &[Product]) {
    // Cargo may have changed the lock file.
    let Ok(shared) = Shared::of(root) else {
        return;
    };
    for product in products {
        let file = file(target, &product.package);
        let text = Inputs::of(&shared, product)
            .ok()
            .filter(|inputs| inputs.newest.is_some_and(|newest| newest + COARSE < start))
            .and_then(|inputs| {
                Some((inputs, product.folder.to_str()?, product.executable.to_str()?))
            })
            .map(|(inputs, folder, executable)| {
                format!("{}\n{folder}\n{executable}\n", inputs.seal)
            });
        let _ = match (text, file.parent()) {
            (Some(text), Some(folder)) => {
                fs::create_dir_all(folder).and_then(|()| fs::write(&file, text))
            }
            _ => fs::remove_file(&file),
        };
    }
}

fn file(target: &Path, package: &str) -> PathBuf {
    target.join("handshake").join("built").join(package)
}

/// What goes into every program of a workspace.
pub struct Shared {
    digest: Sha256,
    newest: Option<SystemTime>,
}

/// What went into a program.
struct Inputs {
    /// A digest of all of it.
    seal: String,
    /// When the youngest of the files that are compiled was changed.
    newest: Option<SystemTime>,
}

impl Shared {
    /// What goes into every program of the workspace at `root`.
    ///
    /// # Errors
    /// If something of it cannot be read.
    pub fn of(root: &Path) -> io::Result<Self> {
        let mut shared = Self { digest: Sha256::new(), newest: None };
        let manifests = ["Cargo.toml", "Cargo.lock"].map(|name| root.join(name));
        for file in
            manifests.into_iter().chain(settings(root).into_iter().filter(|file| file.exists()))
        {
            shared.take_in_file(&file)?;
        }
        shared.take_in_tool(Path::new(&cargo()))?;
        let mut telling: Vec<(OsString, OsString)> = env::vars_os()
            .filter(|(name, _)| {
                let name = name.to_string_lossy();
                TELLING.iter().any(|beginning| name.starts_with(beginning))
            })
            .collect();
        telling.sort();
        shared.digest.update(format!("{telling:?}"));
        Ok(shared)
    }

    /// What is compiled: its content counts.
    fn take_in_file(&mut self, file: &Path) -> io::Result<()> {
        // What else there may be has no end.
        if !fs::metadata(file)?.is_file() {
            return Err(io::ErrorKind::Unsupported.into());
        }
        let content = fs::read(file)?;
        self.digest.update(format!("{} {}\n", file.display(), content.len()));
        self.digest.update(content);
        self.newest = self.newest.max(Some(fs::metadata(file)?.modified()?));
        Ok(())
    }

    /// What compiles, or was compiled: its size and time count.
    fn take_in_tool(&mut self, tool: &Path) -> io::Result<()> {
        let metadata = fs::metadata(tool)?;
        let changed = metadata.modified()?.duration_since(SystemTime::UNIX_EPOCH);
        let changed = changed.map_err(io::Error::other)?.as_nanos();
        self.digest.update(format!("{} {} {changed}\n", tool.display(), metadata.len()));
        Ok(())
    }
}

impl Inputs {
    fn of(shared: &Shared, product: &Product) -> io::Result<Self> {
        // What a build script reads is not known.
        if product.folder.join("build.rs").exists() {
            return Err(io::ErrorKind::Unsupported.into());
        }
        let mut all = Shared { digest: shared.digest, newest: shared.newest };
        let mut compiled = files_below(&product.folder)?;
        compiled.extend(dependencies(&product.executable)?);
        compiled.sort();
        compiled.dedup();
        for file in &compiled {
            all.take_in_file(file)?;
        }
        all.take_in_tool(&product.executable)?;
        let seal = all.digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(Self { seal, newest: all.newest })
    }
}

/// The cargo that is to be used: the one that runs us, if one does.
pub fn cargo() -> OsString {
    env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"))
}

/// Where cargo's settings, and the choice of a toolchain, may be.
fn settings(root: &Path) -> Vec<PathBuf> {
    let names = ["config.toml", "config"];
    let above = root.ancestors().flat_map(|folder| {
        let settings = names.map(|name| folder.join(".cargo").join(name));
        settings
            .into_iter()
            .chain(["rust-toolchain.toml", "rust-toolchain"].map(|name| folder.join(name)))
    });
    let home = env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(env::home_dir()?.join(".cargo")));
    above.chain(home.into_iter().flat_map(|home| names.map(|name| home.join(name)))).collect()
}

/// All files of a package. It may have links to anywhere, which are not followed.
fn files_below(folder: &Path) -> io::Result<Vec<PathBuf>> {
    /// A package with so many is none of ours.
    const MOST: usize = 1000;
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder)? {
            let entry = entry?;
            let kind = entry.file_type()?;
            if kind.is_dir() {
                folders.push(entry.path());
            } else if kind.is_file() {
                files.push(entry.path());
            }
            if files.len() + folders.len() > MOST {
                return Err(io::ErrorKind::Unsupported.into());
            }
        }
    }
    Ok(files)
}

/// What rustc has read, as cargo noted it beside the program: `PROGRAM: FILE …`,
/// blanks in names escaped with a backslash.
fn dependencies(executable: &Path) -> io::Result<Vec<PathBuf>> {
    let text = fs::read_to_string(executable.with_extension("d"))?;
    let (_, files) = text.split_once(": ").ok_or(io::ErrorKind::InvalidData)?;
    let files = files.lines().next().unwrap_or_default().replace("\\ ", "\0");
    Ok(files.split_whitespace().map(|file| file.replace('\0', " ").into()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A package as cargo would have built it, long ago.
    fn built(folder: &Path) -> Product {
        let write = |name: &str, text: &str| {
            let file = folder.join(name);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(&file, text).unwrap();
            file
        };
        write("Cargo.toml", "[workspace]");
        write("Cargo.lock", "");
        write("one/Cargo.toml", "[package]");
        let main = write("one/src/main.rs", "fn main() {}");
        let words = write("other words.txt", "hello");
        let executable = write("target/debug/one", "the program");
        let escape = |file: &Path| file.display().to_string().replace(' ', "\\ ");
        let line = format!("{}: {} {}\n", escape(&executable), escape(&main), escape(&words));
        write("target/debug/one.d", &line);
        Product { package: "one".to_owned(), folder: folder.join("one"), executable }
    }

    /// Whether the package is still fresh after this has been done to its folder.
    fn is_fresh_after(change: impl FnOnce(&Path)) -> bool {
        let folder = tempfile::tempdir().unwrap();
        let product = built(folder.path());
        let target = folder.path().join("target");
        note(
            folder.path(),
            &target,
            SystemTime::now() + COARSE * 2,
            std::slice::from_ref(&product),
        );
        let fresh = || fresh(&Shared::of(folder.path()).unwrap(), &target, "one");
        assert_eq!(fresh(), Some(product.executable));
        change(folder.path());
        fresh().is_some()
    }

    #[test]
    fn what_has_not_changed_is_fresh() {
        assert!(is_fresh_after(|_| {}));
        // Only its time.
        assert!(is_fresh_after(|folder| {
            fs::write(folder.join("one/src/main.rs"), "fn main() {}").unwrap();
        }));
    }

    #[test]
    fn whatever_went_into_a_program_counts() {
        let write = |name: &'static str| {
            move |folder: &Path| fs::write(folder.join(name), "something else").unwrap()
        };
        for name in [
            "one/src/main.rs",
            "one/Cargo.toml",
            "one/src/new.rs",
            "one/build.rs",
            "other words.txt",
            "Cargo.toml",
            "Cargo.lock",
            "rust-toolchain.toml",
            "target/debug/one",
        ] {
            assert!(!is_fresh_after(write(name)), "{name}");
        }
        assert!(
            !is_fresh_after(|folder| fs::remove_file(folder.join("target/debug/one")).unwrap())
        );
    }

    #[test]
    fn what_was_changed_shortly_before_a_build_is_left_to_cargo() {
        let folder = tempfile::tempdir().unwrap();
        let product = built(folder.path());
        let target = folder.path().join("target");
        note(folder.path(), &target, SystemTime::now(), &[product]);
        assert_eq!(fresh(&Shared::of(folder.path()).unwrap(), &target, "one"), None);
    }
}
