//! What a student reads. Words carry everything; colour only repeats it. The
//! caller strips the colour where it is not wanted (`anstream`).

use crate::data::{CheckReport, CheckStatus, FindingReport, Report, StepReport, StepStatus};
use crate::timeline;
use anstyle::{AnsiColor, Style};
use course::show;
use std::fmt::Write as _;

const GOOD: Style = AnsiColor::Green.on_default();
const BAD: Style = AnsiColor::Red.on_default().bold();
const QUIET: Style = Style::new().dimmed();
const STRONG: Style = Style::new().bold();

/// Lines of the program's output that are shown.
const MOST_LINES: usize = 12;
/// Characters of each.
const LONGEST_LINE: usize = 160;
/// How long lines are where there is no terminal, or one that is wider: longer ones
/// are hard to read.
pub const COLUMNS: usize = 100;
/// Where the labels of a finding begin, and how much room they have.
const LABELS_FROM: usize = 4;
const INDENT: usize = 12;
/// What is left of a line for the texts of a finding.
const WIDTH: usize = COLUMNS - LABELS_FROM - INDENT;
/// Narrower than this the texts are not made.
const NARROWEST: usize = 20;

/// The heading of a step.
#[must_use]
pub fn heading(step: &str) -> String {
    format!("{STRONG}{step}{STRONG:#}\n")
}

/// One check's verdict in a line.
#[must_use]
pub fn check(check: &CheckReport) -> String {
    let CheckReport { id, title, .. } = check;
    match (check.status, &check.blocked_by) {
        (CheckStatus::Passed, _) => format!("  {GOOD}PASS{GOOD:#}  {title}\n"),
        (CheckStatus::Failed, _) => {
            format!("  {BAD}FAIL{BAD:#}  {title}  {QUIET}[{id}]{QUIET:#}\n")
        }
        (CheckStatus::Skipped, Some(by)) => {
            format!("  {QUIET}----  {title} (not run: needs {by}){QUIET:#}\n")
        }
        (CheckStatus::Skipped, None) => format!("  SKIP  {title}: {}\n", reason(check)),
        (CheckStatus::Inconclusive, _) => format!(
            "  {BAD}????{BAD:#}  {title}: the grader failed: {}  {QUIET}[{id}]{QUIET:#}\n",
            reason(check)
        ),
    }
}

fn reason(check: &CheckReport) -> String {
    show::escape(check.reason.as_deref().unwrap_or("no reason known").as_bytes())
}

/// What follows the verdicts of a step: its findings, in lines of `columns`, and its
/// score.
#[must_use]
pub fn step(step: &StepReport, columns: usize) -> String {
    let mut text = String::new();
    match step.status {
        StepStatus::NotStarted => {
            text.push_str("  not started: src/main.rs is the stub as it was given\n")
        }
        StepStatus::Missing => text.push_str("  missing: there is no src/main.rs\n"),
        StepStatus::BuildFailed => {
            let output = step.build_output.as_deref().unwrap_or_default();
            text.push_str(&compiler_output(output));
            // Cargo itself failed, not rustc.
            let what = if output.starts_with("cargo ") {
                "it cannot be built; what cargo says is above"
            } else {
                "it does not compile; what the compiler says is above"
            };
            let _ = writeln!(text, "  {BAD}FAIL{BAD:#}  {what}");
        }
        StepStatus::Passed | StepStatus::Failed | StepStatus::Inconclusive => {
            text.push_str(&findings(step, columns))
        }
    }
    text.push_str(&tally(step));
    text
}

/// What rustc wrote, with its colours (`ESC [ … m`), but with nothing else that
/// steers a terminal: it quotes the student's source.
#[must_use]
pub fn compiler_output(output: &str) -> String {
    let mut text = String::new();
    for (index, part) in output.split("\u{1b}[").enumerate() {
        let colour = part.split_once('m').filter(|(numbers, _)| {
            index > 0 && numbers.chars().all(|digit| digit.is_ascii_digit() || digit == ';')
        });
        let rest = match colour {
            Some((numbers, rest)) => {
                let _ = write!(text, "\u{1b}[{numbers}m");
                rest
            }
            None if index > 0 => {
                text.push_str("\\u{1b}[");
                part
            }
            None => part,
        };
        for line in rest.split_inclusive('\n') {
            let (line, end) = line.strip_suffix('\n').map_or((line, ""), |line| (line, "\n"));
            text.push_str(&show::escape(line.as_bytes()));
            text.push_str(end);
        }
    }
    text
}

fn tally(step: &StepReport) -> String {
    let count = |status| step.checks.iter().filter(|check| check.status == status).count();
    let not_run = step.checks.iter().filter(|check| check.blocked_by.is_some()).count();
    let numbers = [
        (count(CheckStatus::Failed), "failed"),
        (not_run, "not run"),
        (count(CheckStatus::Skipped) - not_run, "skipped"),
        (count(CheckStatus::Inconclusive), "inconclusive"),
    ];
    let any_finding = step.checks.iter().any(|check| check.finding.is_some());
    let gap = if any_finding { "\n" } else { "" };
    let mut text = format!("{gap}  {} passed", count(CheckStatus::Passed));
    for (number, what) in numbers.into_iter().filter(|(number, _)| *number > 0) {
        let _ = write!(text, ", {number} {what}");
    }
    let _ = writeln!(text, "; {} of {} points\n", step.score, step.max_score);
    if step.checks.is_empty() {
        format!("  {} of {} points\n\n", step.score, step.max_score)
    } else {
        text
    }
}

/// A text without its colours.
#[must_use]
pub fn plain(text: &str) -> String {
    anstream::adapter::strip_str(text).to_string()
}

/// A failed check, told as the cause of what else does not pass.
struct Cause<'a> {
    check: &'a CheckReport,
    /// Other checks that the same mistake failed.
    also: Vec<&'a str>,
    /// Checks that were not run because of these.
    blocked: Vec<&'a str>,
}

/// Each cause once, in order.
fn causes(step: &StepReport) -> Vec<Cause<'_>> {
    let failed = || step.checks.iter().filter_map(|check| Some((check, check.finding.as_ref()?)));
    let mut causes = Vec::new();
    for (check, finding) in failed() {
        let same = |(other, of): &(&CheckReport, &FindingReport)| {
            finding.mistake.is_some() && of.mistake == finding.mistake && other.id != check.id
        };
        let is_first =
            failed().take_while(|(other, _)| other.id != check.id).all(|other| !same(&other));
        if !is_first {
            continue;
        }
        let also: Vec<&str> = failed().filter(same).map(|(other, _)| other.id.as_str()).collect();
        let ids: Vec<&str> =
            std::iter::once(check.id.as_str()).chain(also.iter().copied()).collect();
        let blocked = step
            .checks
            .iter()
            .filter(|other| other.blocked_by.as_deref().is_some_and(|by| ids.contains(&by)))
            .map(|other| other.id.as_str())
            .collect();
        causes.push(Cause { check, also, blocked });
    }
    causes
}

/// The findings of a step: each cause once, and beneath it the other checks
/// that it failed or kept from being run. Lines of `columns`.
#[must_use]
pub fn findings(step: &StepReport, columns: usize) -> String {
    let width = text_width(columns);
    causes(step)
        .iter()
        .map(|cause| finding(&step.step, cause.check, width) + &effects(cause, width))
        .collect()
}

/// What is left to be told of a step whose first finding was told when it came:
/// what else that cause did, and the other findings. Lines of `columns`.
#[must_use]
pub fn further_findings(step: &StepReport, columns: usize) -> String {
    let width = text_width(columns);
    let mut text = String::new();
    for (index, cause) in causes(step).iter().enumerate() {
        if index > 0 {
            text.push_str(&finding(&step.step, cause.check, width));
        } else if !cause.also.is_empty() {
            let _ = writeln!(text, "\n  Of the first failure ({}):", cause.check.id);
        }
        if index > 0 || !cause.also.is_empty() {
            text.push_str(&effects(cause, width));
        }
    }
    text
}

/// The finding of one failed check, in lines of `columns`, without the picture of
/// both sides: a screen that shows it as it comes is short. Empty for another check.
#[must_use]
pub fn first_finding(step: &str, check: &CheckReport, columns: usize) -> String {
    let mut check = check.clone();
    if let Some(finding) = &mut check.finding {
        finding.timeline.clear();
    }
    finding(step, &check, text_width(columns))
}

/// What is left of a line for the texts of a finding.
fn text_width(columns: usize) -> usize {
    columns.saturating_sub(INDENT + LABELS_FROM).clamp(NARROWEST, WIDTH)
}

fn finding(step: &str, check: &CheckReport, width: usize) -> String {
    let mut text = String::new();
    let Some(finding) = &check.finding else {
        return text;
    };
    let mistake =
        finding.mistake.as_ref().map(|mistake| format!(" · {mistake}")).unwrap_or_default();
    let _ = writeln!(text, "\n  {BAD}FAIL{BAD:#} {STRONG}{step}::{}{STRONG:#}{mistake}", check.id);
    let did = finding.did.strip_prefix("I ").unwrap_or(&finding.did);
    paragraph(&mut text, "I did", &wrapped(did, width));
    paragraph(&mut text, "expected", &wrapped(&finding.expected, width));
    paragraph(&mut text, "saw", &saw(&finding.saw, width));
    let output = output_lines(&finding.program_output);
    paragraph(&mut text, "it printed", if output.is_empty() { "nothing" } else { &output });
    let events: Vec<_> = finding.timeline.iter().filter_map(timeline::read).collect();
    if let Some(picture) = ladder::moment(&events, width) {
        paragraph(&mut text, "both sides", &picture);
    }
    paragraph(&mut text, "means", &wrapped(&finding.means, width));
    paragraph(&mut text, "next", &wrapped(&finding.next, width));
    paragraph(&mut text, "again", &finding.rerun);
    text
}

/// The other checks that a cause failed, and those that it kept from being run.
fn effects(cause: &Cause<'_>, width: usize) -> String {
    let mut text = String::new();
    for (label, checks) in [("also fails", &cause.also), ("not run", &cause.blocked)] {
        if !checks.is_empty() {
            paragraph(&mut text, label, &wrapped(&checks.join(", "), width));
        }
    }
    text
}

/// A text in lines of a comfortable length.
fn wrapped(text: &str, width: usize) -> String {
    /// Stands for a space at which a line must not end.
    const TIED: &str = "\u{a0}";
    // What stands in backticks is to be copied: it stays in one piece.
    let parts = text.split('`').enumerate();
    let tied: Vec<String> = parts
        .map(|(index, part)| if index % 2 == 1 { part.replace(' ', TIED) } else { part.to_owned() })
        .collect();
    let options = textwrap::Options::new(width)
        .break_words(false)
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    textwrap::fill(&tied.join("`"), options).replace(TIED, " ")
}

/// What was seen. Where a line has a caret below it, which points at a place in it, it
/// stays whole, and the words behind the caret stand below one another; where there is
/// no room for them, below the caret.
fn saw(text: &str, width: usize) -> String {
    const CARET: &str = "^ ";
    let pointer = |line: &str| line.trim_start().strip_prefix(CARET).map(str::to_owned);
    let lines: Vec<&str> = text.lines().collect();
    let shown = lines.iter().enumerate().map(|(index, line)| {
        if lines.get(index + 1).is_some_and(|below| pointer(below).is_some()) {
            return (*line).to_owned();
        }
        let Some(words) = pointer(line) else {
            return wrapped(line, width);
        };
        let indent = line.len() - words.len();
        let room = width.saturating_sub(indent);
        if room < NARROWEST {
            return format!("{}\n{}", line[..indent].trim_end(), wrapped(&words, width));
        }
        let words = wrapped(&words, room);
        let below = format!("\n{:indent$}", "");
        format!("{}{}", &line[..indent], words.replace('\n', &below))
    });
    shown.collect::<Vec<_>>().join("\n")
}

/// A labelled text in lines of a comfortable length, as findings have it.
#[must_use]
pub fn labelled(label: &str, text: &str) -> String {
    let mut lines = String::new();
    paragraph(&mut lines, label, &wrapped(text, WIDTH));
    lines
}

/// A labelled text; its further lines stand below its first one.
fn paragraph(text: &mut String, label: &str, body: &str) {
    for (index, line) in body.lines().enumerate() {
        let label = if index == 0 { label } else { "" };
        let _ = writeln!(text, "{:LABELS_FROM$}{QUIET}{label:INDENT$}{QUIET:#}{line}", "");
    }
}

/// The program's output, escaped line by line, the middle of a long one left out.
fn output_lines(output: &str) -> String {
    let shown = |line: &str| {
        let line = show::escape(line.as_bytes());
        if line.chars().count() <= LONGEST_LINE {
            return line;
        }
        format!("{} …", line.chars().take(LONGEST_LINE).collect::<String>())
    };
    // A panic's message begins with an empty line.
    let lines = output.lines().skip_while(|line| line.trim().is_empty());
    let lines: Vec<String> = lines.map(shown).collect();
    if lines.len() <= MOST_LINES {
        return lines.join("\n");
    }
    let (head, tail) = (&lines[..MOST_LINES / 2], &lines[lines.len() - MOST_LINES / 2..]);
    format!(
        "{}\n… {} lines left out …\n{}",
        head.join("\n"),
        lines.len() - MOST_LINES,
        tail.join("\n")
    )
}

/// The last lines: the score, and the next step to take. `command` checks a
/// step again, `folder` says where it is.
#[must_use]
pub fn summary(
    report: &Report,
    command: &dyn Fn(&str) -> String,
    folder: &dyn Fn(&str) -> String,
) -> String {
    let mut text = format!(
        "{STRONG}{} of {} points{STRONG:#} (seed {})\n",
        report.score, report.max_score, report.seed
    );
    let Some(step) = report.steps.iter().find(|step| step.status != StepStatus::Passed) else {
        let checks: usize = report.steps.iter().map(|step| step.checks.len()).sum();
        let what = if checks == 1 { "This check passed." } else { "All passed." };
        let _ = writeln!(text, "{GOOD}{what}{GOOD:#}");
        return text;
    };
    let name = &step.step;
    let next = match step.status {
        StepStatus::Passed => return text,
        StepStatus::NotStarted => {
            let folder = folder(name);
            format!("read {folder}/README.md, then write your parts in {folder}/src/main.rs")
        }
        StepStatus::Missing => "there is no src/main.rs; put it into its folder, or begin with the stub: cargo xtask reset STEP gives it"
                .replace("STEP", &step.step),
        StepStatus::BuildFailed => {
            "correct what the compiler says, from its first error on".to_owned()
        }
        StepStatus::Failed => first_advice(step),
        StepStatus::Inconclusive => {
            "this machine or the grader is at fault; the reasons are above".to_owned()
        }
    };
    let _ = writeln!(text, "Next: {name}: {next}");
    let _ = writeln!(text, "Then: {}", command(name));
    text
}

fn first_advice(step: &StepReport) -> String {
    let first = step.checks.iter().find_map(|check| check.finding.as_ref());
    first.map_or_else(String::new, |finding| finding.next.clone())
}
