//! What is told of a run: data that grows, and its text. The text only ever gets
//! longer while a run goes on, so nothing that is being read moves.

use crate::comparison::Comparison;
use anstyle::{AnsiColor, Style};
use course::step::Step;
use report::data::{CheckReport, CheckStatus, StepReport, StepStatus};
use report::terminal;
use std::fmt::Write as _;
use std::ops::Range;

const BAD: Style = AnsiColor::Red.on_default().bold();
const STRONG: Style = Style::new().bold();

/// What is told of a run.
#[derive(Debug, Clone)]
pub struct Telling {
    /// The step.
    pub step: Step,
    checks: Vec<CheckReport>,
    end: Option<End>,
    /// Other steps that use this one's program, and what they lost.
    also: Vec<(Step, Comparison)>,
    /// Others of them that could not be checked, and why.
    also_unjudged: Vec<(Step, String)>,
}

/// What is to be seen of a text that does not fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Focus {
    /// Its begin.
    Begin,
    /// Its end.
    End,
    /// The part of it that comes behind `before`: all of it if there is room, else
    /// its beginning.
    Part {
        /// What stands before the part.
        before: String,
        /// All up to the end of the part.
        through: String,
    },
}

#[derive(Debug, Clone)]
enum End {
    Judged(Box<StepReport>, Comparison),
    /// Neither the program nor its author is to blame; why there is no verdict.
    Unjudged(String),
}

impl Telling {
    /// Nothing is told yet.
    #[must_use]
    pub fn of(step: Step) -> Self {
        Self { step, checks: Vec::new(), end: None, also: Vec::new(), also_unjudged: Vec::new() }
    }

    /// A check has its verdict.
    pub fn check(&mut self, check: CheckReport) {
        self.checks.push(check);
    }

    /// The step has its verdict.
    pub fn done(&mut self, report: StepReport, comparison: Comparison) {
        self.end = Some(End::Judged(Box::new(report), comparison));
    }

    /// There is no verdict, and why.
    pub fn unjudged(&mut self, why: String) {
        self.end = Some(End::Unjudged(why));
    }

    /// What another step lost by this one's change.
    pub fn also(&mut self, step: Step, comparison: Comparison) {
        self.also.push((step, comparison));
    }

    /// Another step could not be checked, and why.
    pub fn also_unjudged(&mut self, step: Step, why: String) {
        self.also_unjudged.push((step, why));
    }

    /// Whether there is something to read.
    #[must_use]
    pub fn has_begun(&self) -> bool {
        !self.checks.is_empty() || self.end.is_some()
    }

    /// The text so far, in lines that fit into `columns` where they can be chosen.
    #[must_use]
    pub fn text(&self, columns: usize) -> String {
        let (mut text, _) = self.text_to_first_finding(columns);
        match &self.end {
            None => {}
            Some(End::Unjudged(why)) => text.push_str(&sentence(why, columns)),
            Some(End::Judged(report, comparison)) => {
                text.push_str(&end(report, columns));
                text.push_str(&lost(self.step, comparison, columns));
                if let Some(why) = &comparison.unnoted {
                    text.push_str(&sentence(
                        &format!("Your progress cannot be noted: {why}"),
                        columns,
                    ));
                }
            }
        }
        for (step, comparison) in &self.also {
            text.push_str(&lost(*step, comparison, columns));
        }
        for (step, why) in &self.also_unjudged {
            text.push_str(&unjudged(*step, why, columns));
        }
        if self.end.is_some() {
            let _ = writeln!(text, "\n  {STRONG}{}{STRONG:#}", self.summary());
        }
        text
    }

    /// What is to be seen of it, if it does not fit.
    #[must_use]
    pub fn focus(&self, columns: usize) -> Focus {
        let (text, found) = self.text_to_first_finding(columns);
        match (&self.end, found) {
            (_, Some(part)) => Focus::Part {
                before: text[..part.start].to_owned(),
                through: text[..part.end].to_owned(),
            },
            // The first error of the compiler counts.
            (Some(End::Judged(report, _)), None) if report.status == StepStatus::BuildFailed => {
                Focus::Begin
            }
            (_, None) => Focus::End,
        }
    }

    /// The verdicts, with the first finding below its own, and where that is.
    fn text_to_first_finding(&self, columns: usize) -> (String, Option<Range<usize>>) {
        let mut text = terminal::heading(self.step.name());
        let mut found = None;
        for check in &self.checks {
            text.push_str(&terminal::check(check));
            if found.is_none() && check.finding.is_some() {
                let finding = terminal::first_finding(self.step.name(), check, columns);
                // Behind the blank line that it begins with.
                let start = text.len() + finding.len() - finding.trim_start_matches('\n').len();
                text.push_str(&finding);
                found = Some(start..text.len());
                text.push('\n');
            }
        }
        (text, found)
    }

    /// Where it stands, in one line.
    #[must_use]
    pub fn summary(&self) -> String {
        let step = self.step;
        let total = step.checks().len();
        match &self.end {
            None => {
                let failing = self.count(CheckStatus::Failed);
                let failing =
                    if failing > 0 { format!(", {failing} failed") } else { String::new() };
                format!("{step}: checking, {} of {total}{failing}", self.checks.len())
            }
            Some(End::Unjudged(_)) => format!("{step}: not checked"),
            Some(End::Judged(report, comparison)) => {
                let passed = self.count(CheckStatus::Passed);
                let skipped = |check: &&CheckReport| {
                    check.status == CheckStatus::Skipped && check.blocked_by.is_none()
                };
                let skipped = match self.checks.iter().filter(skipped).count() {
                    0 => String::new(),
                    count => format!(" ({count} skipped)"),
                };
                let was = match comparison.was {
                    Some(was) => format!(", was {was}"),
                    None => String::new(),
                };
                match report.status {
                    StepStatus::Passed => {
                        format!("{step}: passed, {passed} of {total} checks{was}{skipped}")
                    }
                    StepStatus::Failed => {
                        format!("{step}: {passed} of {total} checks{was}{skipped}")
                    }
                    StepStatus::Inconclusive => {
                        format!(
                            "{step}: {passed} of {total} checks{was}; this machine or the grader is at fault"
                        )
                    }
                    StepStatus::NotStarted => {
                        format!("{step}: not started; open exercises/{step}/src/main.rs")
                    }
                    StepStatus::Missing => format!("{step}: there is no src/main.rs"),
                    StepStatus::BuildFailed => format!("{step}: does not compile yet"),
                }
            }
        }
    }

    /// Whether the step has passed.
    #[must_use]
    pub fn has_passed(&self) -> bool {
        match &self.end {
            Some(End::Judged(report, _)) => report.status == StepStatus::Passed,
            Some(End::Unjudged(_)) | None => false,
        }
    }

    /// The step that follows.
    #[must_use]
    pub fn next(&self) -> Option<Step> {
        Step::ALL.into_iter().skip_while(|step| *step != self.step).nth(1)
    }

    fn count(&self, status: CheckStatus) -> usize {
        self.checks.iter().filter(|check| check.status == status).count()
    }
}

/// What is said when a step has its verdict.
fn end(report: &StepReport, columns: usize) -> String {
    match report.status {
        StepStatus::NotStarted => sentence(
            &format!(
                "Not started: src/main.rs is the stub as it was given. Read exercises/{0}/README.md, then write your parts in exercises/{0}/src/main.rs, and save.",
                report.step
            ),
            columns,
        ),
        StepStatus::Missing => sentence("There is no src/main.rs.", columns),
        StepStatus::BuildFailed => {
            let said = report.build_output.as_deref().unwrap_or_default();
            format!(
                "{}\n{}",
                terminal::compiler_output(said),
                sentence(
                    "It does not compile yet. Correct what the compiler says above, from its first error on.",
                    columns
                )
            )
        }
        StepStatus::Passed | StepStatus::Failed | StepStatus::Inconclusive => {
            terminal::further_findings(report, columns)
        }
    }
}

/// What passed before and fails now, if anything does.
#[must_use]
pub fn lost(step: Step, comparison: &Comparison, columns: usize) -> String {
    if comparison.lost.is_empty() {
        return String::new();
    }
    let mut text = format!("\n  {BAD}Passed before, fails now{BAD:#} ({step}):\n");
    for title in &comparison.lost {
        text.push_str(&indented(title, columns, "    - ", "      "));
    }
    text
}

/// That another step, which uses this one's program, could not be checked.
#[must_use]
pub fn unjudged(step: Step, why: &str, columns: usize) -> String {
    let told = format!("{step}, which uses your program, could not be checked: {why}");
    format!("\n{}", sentence(&told, columns))
}

fn sentence(text: &str, columns: usize) -> String {
    indented(text, columns, "  ", "  ")
}

fn indented(text: &str, columns: usize, first: &str, further: &str) -> String {
    /// Longer lines are hard to read.
    const LONGEST: usize = 100;
    let lines = text.lines().flat_map(|line| {
        let options = textwrap::Options::new(columns.clamp(20, LONGEST))
            .word_splitter(textwrap::WordSplitter::NoHyphenation)
            .initial_indent(first)
            .subsequent_indent(further);
        textwrap::wrap(line, options)
            .into_iter()
            .map(std::borrow::Cow::into_owned)
            .collect::<Vec<_>>()
    });
    lines.fold(String::new(), |text, line| text + &line + "\n")
}
