//! `grades.csv` and the gradebook of Canvas, read back by two readers that are not ours.

mod common;

use common::{
    HOSTILE, class_of, failed, inconclusive, passed, report, reports, step, tool, unchecked,
};
use export::{canvas, csv};
use report::data::{CheckReport, Flaky, Report, StepStatus};

fn read(table: &str) -> Vec<Vec<String>> {
    let mut reader = ::csv::ReaderBuilder::new().has_headers(false).from_reader(table.as_bytes());
    reader
        .records()
        .map(|record| record.expect("rows of equal length").iter().map(str::to_owned).collect())
        .collect()
}

#[track_caller]
fn row<'a>(table: &'a [Vec<String>], name: &str) -> &'a [String] {
    table.iter().find(|row| row[0].starts_with(name)).expect("a row of that name")
}

#[test]
fn python_reads_the_same_cells() {
    let Some(python) = tool::find(&["python3"]) else { return };
    let class = class_of(reports());
    for table in [csv::grades(&class), canvas::gradebook(&class)] {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), &table).unwrap();
        let program = "import csv, json, sys; \
            print(json.dumps(list(csv.reader(open(sys.argv[1], encoding='utf-8', newline='')))))";
        let output = tool::succeeds(tool::command(&python).args(["-c", program]).arg(file.path()));
        let cells: Vec<Vec<String>> = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(cells, read(&table));
    }
}

#[test]
fn what_is_inconclusive_has_no_points_that_a_sum_could_take() {
    let table = read(&csv::grades(&class_of(reports())));
    assert_eq!(row(&table, "bob")[..4], ["bob", "failed", "8", "16"]);
    assert_eq!(row(&table, "ida")[..4], ["ida", "inconclusive", "", "4"]);
    assert_eq!(row(&table, "lost")[..4], ["lost", "inconclusive", "", "0"]);
    assert_eq!(row(&table, "new")[..4], ["new", "not-started", "0", "40"]);
    // The step is failed; the submission is not final.
    assert_eq!(row(&table, "'=cmd")[1], "inconclusive");
    let canvas = read(&canvas::gradebook(&class_of(reports())));
    assert_eq!(row(&canvas, "ida")[5], "");
}

/// The column of this name, of the rows in order.
#[track_caller]
fn column(table: &[Vec<String>], name: &str) -> Vec<String> {
    let place = table[0].iter().position(|cell| cell == name).expect("a column of that name");
    table[1..].iter().map(|row| row[place].clone()).collect()
}

#[test]
fn what_cannot_be_trusted_is_counted() {
    let of = |name: &str, source: &str, checks| {
        let steps = vec![step("client", StepStatus::Failed, checks)];
        Report { source_sha256: source.to_owned(), ..report(name, steps) }
    };
    let moody =
        CheckReport { flaky: Some(Flaky { passed: 1, failed: 2 }), ..failed("a", "one-read", "") };
    let table = read(&csv::grades(&class_of([
        of("alone", "1", vec![moody.clone(), failed("b", "one-read", "")]),
        of("same-a", "2", vec![passed("a"), moody.clone()]),
        of("same-b", "2", vec![moody]),
        of("sure", "3", vec![inconclusive("a", "no port"), passed("b")]),
    ])));
    assert_eq!(column(&table, "flaky"), ["1", "1", "1", "0"]);
    assert_eq!(column(&table, "inconclusive"), ["0", "0", "0", "1"]);
}

#[test]
fn a_step_that_was_not_asked_for_has_empty_cells() {
    let table = read(&csv::grades(&class_of(reports())));
    assert_eq!(
        table[0][4..8],
        ["greeting-server", "greeting-server status", "client", "client status"]
    );
    assert_eq!(row(&table, "ann")[4..8], ["", "", "4", "passed"]);
}

#[test]
fn no_cell_is_a_formula_or_has_a_control_character() {
    let names = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", HOSTILE, "a\nb"];
    let class = class_of(
        names.map(|name| report(name, vec![step("client", StepStatus::Passed, vec![passed("a")])])),
    );
    for table in [csv::grades(&class), canvas::gradebook(&class)] {
        for cell in read(&table).iter().flatten() {
            let first = cell.trim_start().chars().next().unwrap_or('x');
            assert!(!"=+-@＝＋－＠".contains(first), "{cell:?}");
            assert!(!cell.chars().any(char::is_control), "{cell:?}");
        }
    }
}

#[test]
fn canvas_gets_points_out_of_what_the_luckiest_machine_could_give() {
    let short = report("short", vec![step("client", StepStatus::Passed, vec![passed("a")])]);
    let long = report("long", vec![unchecked("client", StepStatus::NotStarted, None)]);
    let table = read(&canvas::gradebook(&class_of([short, long])));
    assert_eq!(table[0], ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Handshake"]);
    assert_eq!(table[1], ["    Points Possible", "", "", "", "", "40"]);
    assert_eq!(row(&table, "short")[3..], ["short", "", "40.00"]);
    assert_eq!(row(&table, "long")[5], "0");
}
