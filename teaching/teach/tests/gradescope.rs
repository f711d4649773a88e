//! The archive for Gradescope, unpacked and run as Gradescope does it: in its layout
//! of folders, as root, without a network. `setup.sh` is left out: it installs Rust
//! and bubblewrap, which are here already.
#![cfg(target_os = "linux")]

use serde_json::Value;
use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Output};

const SOLUTION: &str = include_str!("../../../solutions/client/src/main.rs");

#[expect(clippy::disallowed_methods, reason = "tools of the system, which a test waits for")]
fn tool(program: &str) -> Command {
    Command::new(program)
}

#[track_caller]
fn succeeds(command: &mut Command) -> Output {
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}: {said}");
    output
}

/// A shell command in a container with `/autograder` and without a network. Root
/// has all rights in it.
fn contained(autograder: &Path, command: &str) -> Command {
    let mut bwrap = tool("bwrap");
    bwrap.args(["--unshare-net", "--die-with-parent", "--cap-add", "ALL"]);
    for entry in fs::read_dir("/").unwrap() {
        let path = entry.unwrap().path();
        match fs::read_link(&path) {
            Ok(target) => bwrap.arg("--symlink").arg(target).arg(&path),
            Err(_) if ["/dev", "/proc", "/tmp", "/usr"].map(Path::new).contains(&&*path) => {
                continue;
            }
            Err(_) => bwrap.arg("--ro-bind").args([&path, &path]),
        };
    }
    // The toolchain where `setup.sh` would have put it.
    let sysroot = succeeds(tool("rustc").args(["--print", "sysroot"])).stdout;
    bwrap.args(["--ro-bind", "/usr", "/usr", "--tmpfs", "/usr/local", "--ro-bind"]);
    bwrap.args([String::from_utf8(sysroot).unwrap().trim(), "/usr/local/cargo"]);
    bwrap
        .args(["--dev", "/dev", "--proc", "/proc", "--perms", "1777", "--tmpfs", "/tmp", "--bind"]);
    bwrap.arg(autograder).args(["/autograder", "--", "sh", "-c", command]);
    bwrap.env_clear().env("PATH", "/usr/local/cargo/bin:/usr/sbin:/usr/bin:/sbin:/bin");
    bwrap
}

/// What `results.json` says, after it was seen to be as Gradescope wants it.
fn results(autograder: &Path) -> Value {
    let schema = include_str!("../../export/tests/schemas/gradescope.json");
    let file = autograder.join("results/results.json");
    let results: Value = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
    jsonschema::validate(&serde_json::from_str(schema).unwrap(), &results).unwrap();
    fs::remove_file(file).unwrap();
    results
}

#[test]
#[ignore = "takes minutes, and needs root and a registry: it builds the autograder from its archive"]
fn the_archive_grades_without_a_network_in_the_layout_of_gradescope() {
    let folder = tempfile::Builder::new().permissions(mode(0o755)).tempdir().unwrap();
    let (archive, autograder) = (folder.path().join("a.zip"), folder.path().join("autograder"));
    succeeds(
        tool(env!("CARGO_BIN_EXE_handshake-teach")).arg("gradescope").arg("--out").arg(&archive),
    );
    let unpacked = autograder.join("source");
    zip::ZipArchive::new(File::open(&archive).unwrap()).unwrap().extract(&unpacked).unwrap();
    for folder in ["results", "submission/client/src"] {
        fs::create_dir_all(autograder.join(folder)).unwrap();
    }
    fs::write(autograder.join("submission/client/src/main.rs"), SOLUTION).unwrap();
    let run = "/autograder/source/run_autograder";
    succeeds(&mut contained(&autograder, "CARGO_HOME=/tmp/cargo sh /autograder/source/build.sh"));

    succeeds(&mut contained(&autograder, run));
    let with_sandbox = results(&autograder);
    assert!(!with_sandbox["extra_data"]["sandbox"].as_array().unwrap().is_empty());
    assert!(with_sandbox["score"].as_u64().unwrap() >= 30, "{with_sandbox:#}");

    // As containers usually are: without the right to make namespaces (capabilities(7)).
    let fewer = "setpriv --bounding-set=-sys_admin --inh-caps=-sys_admin";
    let run_with_fewer = format!("{fewer} /autograder/source/run_autograder");
    let output = succeeds(&mut contained(&autograder, &run_with_fewer));
    assert!(String::from_utf8_lossy(&output.stdout).contains("WARNING: no sandbox"));
    let without = results(&autograder);
    assert!(without["extra_data"]["sandbox"].as_array().unwrap().is_empty());
    assert!(without["score"].as_u64().unwrap() >= 30, "{without:#}");

    // Whatever fails of ours: no result at all, and so no zero.
    fs::rename(autograder.join("submission"), autograder.join("gone")).unwrap();
    assert!(!contained(&autograder, run).output().unwrap().status.success());
    assert!(!autograder.join("results/results.json").exists());
}

fn mode(mode: u32) -> fs::Permissions {
    std::os::unix::fs::PermissionsExt::from_mode(mode)
}
