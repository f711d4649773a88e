//! Makes the table of cases from the folders: every `wrong/<step>/<name>.rs`
//! and `right/<step>/<name>.rs` becomes a module and a row. One binary holds
//! them all, because linking 150 programs would take minutes.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root = env::var("CARGO_MANIFEST_DIR").expect("cargo sets CARGO_MANIFEST_DIR");
    let mut modules = String::new();
    let mut rows = String::new();
    for verdict in ["wrong", "right"] {
        println!("cargo::rerun-if-changed={verdict}");
        for step in sorted(&Path::new(&root).join(verdict))? {
            println!("cargo::rerun-if-changed={verdict}/{step}");
            for file in sorted(&Path::new(&root).join(verdict).join(&step))? {
                let Some(name) = file.strip_suffix(".rs") else {
                    continue;
                };
                let module = format!("{verdict}_{step}_{name}").replace('-', "_");
                let path = Path::new(&root).join(verdict).join(&step).join(&file);
                writeln!(modules, "#[path = {path:?}]\nmod {module};").expect("a String grows");
                writeln!(rows, "    (\"{verdict}/{step}/{name}\", || end({module}::main)),")
                    .expect("a String grows");
            }
        }
    }
    let table = format!("{modules}\nconst PROGRAMS: &[Program] = &[\n{rows}];\n");
    let out = env::var("OUT_DIR").expect("cargo sets OUT_DIR");
    fs::write(Path::new(&out).join("programs.rs"), table)
}

fn sorted(folder: &Path) -> io::Result<Vec<String>> {
    let mut names = fs::read_dir(folder)?
        .map(|entry| entry.map(|entry| entry.file_name().to_string_lossy().into_owned()))
        .collect::<io::Result<Vec<_>>>()?;
    names.sort();
    Ok(names)
}
