//! What a run came to, once its reports are written: the files of the class, and
//! what a person has to look at.

use crate::exit_code::Exit;
use crate::export;
use ::export::class::{self, Class};
use ::export::folder;
use ::export::format::Format;
use batch::results::{Line, Run, State};
use course::show::escape;
use report::data::CheckStatus;
use std::collections::HashSet;
use std::path::Path;

/// The most submissions that are named; `run.json` has them all.
const MOST_NAMED: usize = 20;

/// Writes the files of the class whose reports are in `out`, and tells what came of
/// the run.
///
/// # Errors
/// If they cannot be written.
pub fn write_and_tell(run: &Run, out: &Path) -> Result<Exit, folder::Error> {
    let (class, damaged) = folder::read(out)?;
    let mut notes = Vec::new();
    for format in Format::OF_A_RUN {
        let export = format.export(&class);
        folder::write(out, &export)?;
        notes.extend(export.notes);
    }
    let ungraded: Vec<&Line> =
        run.submissions.iter().filter(|line| line.state != State::Graded).collect();
    let all = run.submissions.len();
    console::print(&format!(
        "{} of {all} submissions graded, seed {}.\n",
        all - ungraded.len(),
        run.seed
    ));
    console::print(&format!(
        "Look at {}. Beside it: grades.csv, junit.xml, feedback/, reports/.\n",
        out.join("report.html").display()
    ));
    let ignored = run.submissions.iter().filter(|line| !line.ignored.is_empty()).count();
    if ignored > 0 {
        console::print(&format!(
            "Of {ignored} of them, files were passed over: see `ignored` in run.json.\n"
        ));
    }
    let flaky = class.flaky().len();
    if flaky > 0 {
        console::print(&format!(
            "Flaky verdicts, which did not hold when repeated: {flaky}. report.html names them.\n"
        ));
    }
    if run.sandbox.is_empty() {
        console::print("There was no sandbox: the submissions had your rights.\n");
    }
    notes.extend(strangers(run, &class));
    export::tell(&notes, &damaged);
    for line in ungraded.iter().take(MOST_NAMED) {
        let name = escape(line.name.as_bytes());
        let why = escape(reason(&class, line).as_bytes());
        console::note(&format!("error: {name}: could not be graded: {why}"));
    }
    if ungraded.len() > MOST_NAMED {
        let more = ungraded.len() - MOST_NAMED;
        console::note(&format!("error: {more} more could not be graded; they are in run.json"));
    }
    if !ungraded.is_empty() {
        console::note("They have no points, and are no zeros. The same command tries them again.");
    }
    Ok(if ungraded.is_empty() && damaged.is_empty() { Exit::Done } else { Exit::NotAll })
}

/// Reports that lie there from other runs are part of the class: `export` takes them, too.
fn strangers(run: &Run, class: &Class) -> Option<String> {
    let ours: HashSet<&str> = run.submissions.iter().map(|line| line.report.as_str()).collect();
    let strangers: Vec<&str> = class
        .submissions()
        .iter()
        .map(|graded| graded.file_name.as_str())
        .filter(|name| !ours.contains(name))
        .collect();
    let first = strangers.first()?;
    Some(format!(
        "reports of other runs are in these files, too: {}, such as reports/{first}.json; delete \
         those that do not belong here",
        strangers.len()
    ))
}

/// Why a submission has no verdict, in the words of its report.
fn reason<'a>(class: &'a Class, line: &Line) -> &'a str {
    class
        .submissions()
        .iter()
        .find(|graded| graded.file_name == line.report)
        .and_then(|graded| {
            class::checks(&graded.report)
                .find(|(_, check)| check.status == CheckStatus::Inconclusive)
                .and_then(|(_, check)| check.reason.as_deref())
        })
        .unwrap_or("its report does not say why")
}
