//! A CSV file for the gradebook of Canvas. An empty cell leaves a grade as it is
//! there, so a submission without a final result gets one, and never a zero.
//! Columns: <https://community.canvaslms.com/t5/Instructor-Guide/How-do-I-import-grades-in-the-Gradebook/ta-p/807>

use crate::class::{self, Class};
use crate::csv;
use report::data::{Report, StepStatus};

/// The name of the assignment: the heading of its column.
const ASSIGNMENT: &str = "Handshake";

/// The table: a header, the points possible, a row for each submission.
#[must_use]
pub fn gradebook(class: &Class) -> String {
    let possible = possible(class);
    let header = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", ASSIGNMENT];
    let points = ["    Points Possible", "", "", "", "", &possible.to_string()];
    let head = [header, points].map(|row| row.map(str::to_owned).to_vec());
    let rows = class.submissions().iter().map(|graded| {
        let name = &graded.report.submission;
        let (id, login) = match canvas_id(name) {
            Some(id) => (id.to_owned(), String::new()),
            None => (String::new(), name.clone()),
        };
        vec![name.clone(), id, String::new(), login, String::new(), cell(&graded.report, possible)]
    });
    csv::table(head.into_iter().chain(rows))
}

/// The most points that any submission could earn. A check that one machine
/// cannot run is missing from what could be earned there.
fn possible(class: &Class) -> u32 {
    class.submissions().iter().map(|graded| graded.report.max_score).max().unwrap_or(0)
}

/// Points out of `possible`: those who could earn fewer lose nothing by it.
fn cell(report: &Report, possible: u32) -> String {
    match class::standing(report) {
        StepStatus::Inconclusive => String::new(),
        StepStatus::Passed
        | StepStatus::Failed
        | StepStatus::NotStarted
        | StepStatus::Missing
        | StepStatus::BuildFailed => match report.max_score {
            0 => String::new(),
            most if most == possible => report.score.to_string(),
            most => {
                let points = f64::from(report.score) * f64::from(possible) / f64::from(most);
                format!("{points:.2}")
            }
        },
    }
}

/// The user's number in a name of Canvas' bulk download:
/// `doejane_12345_67890_exercises`, or with `LATE` before the number.
fn canvas_id(name: &str) -> Option<&str> {
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let mut parts = name.split('_').skip(1);
    let mut id = parts.next()?;
    if id == "LATE" || id == "late" {
        id = parts.next()?;
    }
    let of_the_file = parts.next()?;
    (is_number(id) && is_number(of_the_file)).then_some(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_of_a_user_is_in_the_name_of_a_bulk_download() {
        assert_eq!(canvas_id("doejane_12345_67890_exercises"), Some("12345"));
        assert_eq!(canvas_id("doejane_LATE_12345_67890_a.zip"), Some("12345"));
        assert_eq!(canvas_id("doejane"), None);
        assert_eq!(canvas_id("lab_3_jane"), None);
    }
}
