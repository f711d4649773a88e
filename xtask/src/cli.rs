//! What can be typed behind `cargo xtask`.

use clap::error::{ContextKind, ContextValue};
use clap::{Args, Parser, Subcommand, ValueEnum};
use course::step::Step;
use std::ffi::OsString;
use std::path::PathBuf;

/// Learn socket programming by making two programs talk
///
/// Without a command: where you stand, and what to do next.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", disable_help_subcommand = true)]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Option<Command>,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Build the exercises, run every check on them, and say what works and what does not
    #[command(after_help = CHECK_HELP)]
    Check(CheckOptions),
    /// Check a step again each time you save it
    Watch(WatchOptions),
    /// Show the steps: what they teach, where their files are, and where you stand
    List(ListOptions),
    /// Show the next hint for a step, from a question to nearly the code
    Hint(HintOptions),
    /// Build your program and run it in this terminal; Ctrl-C ends it
    Run(RunOptions),
    /// Draw the socket calls of two programs that talk to each other
    Trace(TraceOptions),
    /// Put the stub of a step back; what you had is kept under another name
    Reset(ResetOptions),
    /// Show the solution beside your program, when that has passed
    Solution(SolutionOptions),
    /// Pack what is graded into one archive, to hand it in
    Submit(SubmitOptions),
    /// Say whether this machine can do the exercises, and what will be skipped
    Doctor(DoctorOptions),
    /// Print a script that lets your shell complete the commands
    Completions(CompletionsOptions),
    /// Teaching assistants: write finished reports in the format of another tool
    Export(HandedOver),
    /// Teaching assistants: grade every submission in a folder
    Grade(HandedOver),
    /// Teaching assistants: join the results of shards into one
    Merge(HandedOver),
    /// Teaching assistants: say what grading again has changed
    Compare(HandedOver),
    /// Teaching assistants: pack an autograder for Gradescope
    Gradescope(HandedOver),
}

#[derive(Debug, Args)]
pub struct RunOptions {
    /// The step, by name or unique beginning
    #[arg(value_parser = parse_step)]
    pub step: Step,
    /// What your program is given, such as `-- --port 0`
    #[arg(last = true, value_name = "ARGS")]
    pub arguments: Vec<OsString>,
}

#[derive(Debug, Args)]
pub struct TraceOptions {
    /// The step, by name or unique beginning
    #[arg(value_parser = parse_step, required_unless_present = "all")]
    pub step: Option<Step>,
    /// Draw the reference solutions
    #[arg(long, conflicts_with = "program")]
    pub solutions: bool,
    /// Draw any program, in any language; it is called with the step's arguments
    #[arg(long, value_name = "CMD")]
    pub program: Option<String>,
    /// The step whose program it talks to [default: the one that the step is made for]
    #[arg(long, value_name = "STEP", value_parser = parse_step)]
    pub with: Option<Step>,
    /// Have it talk to any program, called with the arguments of the other step
    #[arg(long, value_name = "CMD")]
    pub with_program: Option<String>,
    /// Write the picture to a file, too (SVG); with --all, a file for each step to a folder
    #[arg(long, value_name = "FILE")]
    pub svg: Option<PathBuf>,
    /// Write the calls to a file, too (JSON, handshake.ladder.v1)
    #[arg(long, value_name = "FILE")]
    pub json: Option<PathBuf>,
    /// Draw with ASCII characters alone
    #[arg(long)]
    pub ascii: bool,
    /// Do not look into the program: draw what the grader saw as its peer
    #[arg(long, conflicts_with_all = ["with", "with_program"])]
    pub no_trace: bool,
    /// Draw all steps
    #[arg(long, requires = "svg",
        conflicts_with_all = ["step", "program", "with", "with_program", "json"])]
    pub all: bool,
}

#[derive(Debug, Args)]
pub struct ResetOptions {
    /// The step, by name or unique beginning
    #[arg(value_parser = parse_step)]
    pub step: Step,
    /// Do not ask
    #[arg(long)]
    pub yes: bool,
}

#[derive(Debug, Args)]
pub struct SolutionOptions {
    /// The step, by name or unique beginning
    #[arg(value_parser = parse_step)]
    pub step: Step,
    /// Show it although your program has not passed
    #[arg(long)]
    pub spoil: bool,
}

#[derive(Debug, Args)]
pub struct SubmitOptions {
    /// The archive (ZIP); a file of that name is replaced
    #[arg(long, value_name = "FILE", default_value = "handshake.zip")]
    pub out: PathBuf,
}

#[derive(Debug, Args)]
pub struct DoctorOptions {
    /// Teaching assistants: say instead which layers of the sandbox work here
    #[arg(long)]
    pub grading: bool,
}

#[derive(Debug, Args)]
pub struct CompletionsOptions {
    /// The shell
    pub shell: clap_complete::Shell,
}

#[derive(Debug, Args)]
pub struct WatchOptions {
    /// The step, by name or unique beginning [default: the first that has not passed]
    #[arg(value_parser = parse_step)]
    pub step: Option<Step>,
    /// Print plain lines, as for a screen reader; without a terminal it does so by itself
    #[arg(long)]
    pub plain: bool,
}

#[derive(Debug, Args)]
pub struct ListOptions {
    /// For programs (JSON, handshake.list.v1)
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct HintOptions {
    /// The step, by name or unique beginning [default: the first that has not passed]
    #[arg(value_parser = parse_step)]
    pub step: Option<Step>,
    /// Show all hints of the step, from the first on
    #[arg(long)]
    pub all: bool,
}

/// Arguments that another program knows, `--help` included.
#[derive(Debug, Args)]
#[command(disable_help_flag = true)]
pub struct HandedOver {
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, hide = true)]
    pub arguments: Vec<OsString>,
}

const CHECK_HELP: &str = "\
Exit status:
  0  all asked steps passed
  1  some program does not pass, does not compile, or is not started
  2  wrong usage
  3  this machine or the grader itself is at fault";

#[derive(Debug, Args)]
pub struct CheckOptions {
    /// Steps to check, by name or unique beginning [default: all, in order]
    #[arg(value_parser = parse_step)]
    pub step: Vec<Step>,
    /// Check the reference solutions instead of the exercises
    #[arg(long, conflicts_with_all = ["exercises", "program"])]
    pub solutions: bool,
    /// Check the exercises in another folder of the same shape (DIR/<step>/src/main.rs)
    #[arg(long, value_name = "DIR", conflicts_with = "program")]
    pub exercises: Option<PathBuf>,
    /// Check any program, in any language, for one step; it is called with that step's arguments
    #[arg(long, value_name = "CMD")]
    pub program: Option<String>,
    /// Run only this check
    #[arg(long, value_name = "ID")]
    pub check: Option<String>,
    /// Repeat the random data of an earlier run
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,
    /// Write the report to a file, too (JSON, handshake.report.v1)
    #[arg(long, value_name = "FILE")]
    pub json: Option<PathBuf>,
    /// Use colour
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub color: Color,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// When the output is a terminal that has it, and NO_COLOR is not set
    Auto,
    Always,
    Never,
}

impl Color {
    /// Has what is printed from now on be so.
    pub fn choose(self) {
        match self {
            // A CI's variable must not outweigh a terminal that says what it lacks.
            Self::Auto if std::env::var_os("TERM").is_some_and(|term| term == "dumb") => {
                anstream::ColorChoice::Never
            }
            Self::Auto => anstream::ColorChoice::Auto,
            Self::Always => anstream::ColorChoice::Always,
            Self::Never => anstream::ColorChoice::Never,
        }
        .write_global();
    }
}

/// The step that was typed where a command was expected.
pub fn step_for_command(told: &clap::Error) -> Option<Step> {
    match told.get(ContextKind::InvalidSubcommand) {
        Some(ContextValue::String(typed)) => Step::from_name(typed),
        Some(_) | None => None,
    }
}

/// A step by its name or the beginning of it that only it has.
fn parse_step(text: &str) -> Result<Step, String> {
    if let Some(step) = Step::from_name(text) {
        return Ok(step);
    }
    let names: Vec<&str> = Step::ALL.iter().map(|step| step.name()).collect();
    let fitting: Vec<Step> = Step::ALL
        .into_iter()
        .filter(|step| !text.is_empty() && step.name().starts_with(text))
        .collect();
    match fitting[..] {
        [step] => Ok(step),
        [] => Err(format!(
            "there is no such step{} (the steps are {})",
            did_you_mean(text, &names),
            names.join(", ")
        )),
        _ => {
            let fitting: Vec<&str> = fitting.iter().map(|step| step.name()).collect();
            Err(format!("several steps begin like this: {}", fitting.join(", ")))
        }
    }
}

/// `: did you mean …?`, if something is near.
pub fn did_you_mean(text: &str, candidates: &[&str]) -> String {
    /// Similarity (Jaro-Winkler) from which a suggestion helps more than it confuses.
    const NEAR: f64 = 0.75;
    let best = candidates
        .iter()
        .map(|candidate| (strsim::jaro_winkler(text, candidate), candidate))
        .max_by(|left, right| left.0.total_cmp(&right.0));
    match best {
        Some((similarity, candidate)) if similarity > NEAR => {
            format!(": did you mean `{candidate}`?")
        }
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_definition_is_sound() {
        use clap::CommandFactory;
        Arguments::command().debug_assert();
    }

    #[test]
    fn a_step_is_found_by_its_unique_beginning() {
        assert_eq!(parse_step("client"), Ok(Step::Client));
        assert_eq!(parse_step("ip"), Ok(Step::Ipv6Server));
        assert_eq!(parse_step("u"), Ok(Step::UdpPair));
    }

    #[test]
    fn a_misspelt_step_gets_the_nearest_one() {
        assert!(
            parse_step("greting-server").unwrap_err().contains("did you mean `greeting-server`?")
        );
        assert!(parse_step("xyz").unwrap_err().contains("the steps are resolve-and-connect, "));
        assert!(parse_step("").is_err());
    }
}
