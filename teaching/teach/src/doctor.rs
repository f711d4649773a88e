//! `doctor --grading`: which layers of the sandbox hold on this machine. Each is
//! tried, none is guessed.

use crate::exit_code::Exit;
use batch::sandbox::Invoker;
use batch::sandbox::layers::{Grader, Layer, layers};
use clap::Args;
use course::show::escape;
use std::error::Error;
use std::fmt::Write as _;

#[derive(Debug, Args)]
pub struct DoctorOptions {
    /// Look at what grading needs
    #[arg(long, required = true)]
    grading: bool,
}

pub fn run(_: &DoctorOptions) -> Result<Exit, Box<dyn Error>> {
    // Not below our target folder: an ordinary user may not get there.
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o755));
    let scratch = builder.prefix("handshake-").tempdir()?;
    let graders: &[(Grader, &str)] = match Invoker::current() {
        Invoker::User => &[(Grader::Caller, "Grading as you")],
        Invoker::Root => &[
            (Grader::Caller, "Grading as root (submissions run as nobody)"),
            (Grader::OrdinaryUser, "Grading as an ordinary user"),
        ],
    };
    let mut text = String::new();
    let mut holds = Vec::new();
    for (grader, title) in graders {
        let layers = layers(scratch.path(), *grader);
        holds.push(layers.iter().all(|layer| layer.lack.is_none()));
        section(&mut text, title, &layers);
    }
    text.push_str(match holds.first() {
        Some(true) => "This machine can grade in the sandbox: cargo xtask grade\n",
        Some(false) | None => {
            "You cannot grade in the sandbox here. It needs Linux, bubblewrap (`apt install bubblewrap`) \
             and user namespaces,\nwhich some containers and systems forbid. `grade --sandbox none` grades \
             without; submissions then have your\nrights, your files and your network.\n"
        }
    });
    console::print(&text);
    Ok(if holds.first() == Some(&true) { Exit::Done } else { Exit::NotAll })
}

fn section(text: &mut String, title: &str, layers: &[Layer]) {
    let _ = writeln!(text, "{title}");
    for Layer { name, meaning, lack } in layers {
        let _ = match lack {
            None => writeln!(text, "  OK    {name}: {meaning}"),
            Some(lack) => {
                let lack = escape(lack.as_bytes());
                writeln!(text, "  FAIL  {name}, which is: {meaning}\n        {lack}")
            }
        };
    }
    text.push('\n');
}
