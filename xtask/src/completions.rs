//! `cargo xtask completions`: the script comes from clap; we say what to do with it.

use crate::cli::{Arguments, CompletionsOptions};
use crate::exit_code::Exit;
use clap::CommandFactory;
use clap_complete::Shell;

/// A shell completes the arguments of a command, and `cargo xtask` is cargo's. So
/// the script is for a short name, which the student's shell has to know.
const SHORT_NAME: &str = "xtask";

pub fn run(options: &CompletionsOptions) -> anyhow::Result<Exit> {
    let mut script = Vec::new();
    clap_complete::generate(options.shell, &mut Arguments::command(), SHORT_NAME, &mut script);
    console::print(&String::from_utf8_lossy(&script));
    let (file, function) = match options.shell {
        Shell::Fish => ("~/.config/fish/config.fish", "function xtask; cargo xtask $argv; end"),
        Shell::PowerShell => ("your $PROFILE", "function xtask { cargo xtask @args }"),
        Shell::Elvish => ("~/.config/elvish/rc.elv", "fn xtask {|@a| cargo xtask $@a }"),
        Shell::Zsh => ("~/.zshrc", "xtask() { cargo xtask \"$@\"; }"),
        // Bash, and what clap may know later.
        _ => ("~/.bashrc", "xtask() { cargo xtask \"$@\"; }"),
    };
    console::note(&format!(
        "The script completes the short name `xtask`. Put it into {file}, below this line:\n\n    {function}"
    ));
    Ok(Exit::Passed)
}
