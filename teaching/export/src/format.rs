//! The formats, and what each makes of a class: files, by their paths below the
//! folder of the results, and notes for whoever asked. Touches no disk.

use crate::class::{Class, Graded};
use crate::{canvas, csv, exercism, feedback, github, gradescope, html, junit};
use report::data::Report;
use std::path::{Path, PathBuf};

/// A format of another tool, or for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// `grades.csv`, for a spreadsheet.
    Csv,
    /// `canvas.csv`, for the gradebook of Canvas.
    Canvas,
    /// `junit.xml`, for GitLab, Jenkins and others.
    Junit,
    /// `gradescope/<submission>.json`
    Gradescope,
    /// `github/<submission>/`: `result.txt`, `annotations.txt`, `summary.md`
    Github,
    /// `exercism/<submission>.json`
    Exercism,
    /// `report.html`, to be looked at.
    Html,
    /// `feedback/<submission>.txt`, for students.
    Feedback,
}

impl Format {
    /// What a finished run has beside its reports.
    pub const OF_A_RUN: [Self; 4] = [Self::Csv, Self::Html, Self::Junit, Self::Feedback];
}

/// What an export came to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Export {
    /// Path below the folder of the results -> text.
    pub files: Vec<(PathBuf, String)>,
    /// What a person should know: what was cut, what cannot be compared.
    pub notes: Vec<String>,
}

impl Format {
    /// The class in this format.
    #[must_use]
    pub fn export(self, class: &Class) -> Export {
        match self {
            Self::Csv => one_file("grades.csv", (csv::grades(class), None)),
            Self::Canvas => one_file("canvas.csv", (canvas::gradebook(class), None)),
            Self::Junit => one_file("junit.xml", junit::suites(class, junit::LARGEST)),
            Self::Html => one_file("report.html", html::page(class)),
            Self::Gradescope => each(class, "gradescope", "json", gradescope::results),
            Self::Exercism => each(class, "exercism", "json", exercism::results),
            Self::Feedback => each(class, "feedback", "txt", feedback::feedback),
            Self::Github => {
                let files =
                    class.submissions().iter().flat_map(|Graded { file_name, report, .. }| {
                        let folder = Path::new("github").join(file_name);
                        [
                            (folder.join("result.txt"), github::classroom(report)),
                            (folder.join("annotations.txt"), github::annotations(report)),
                            (folder.join("summary.md"), github::summary(report)),
                        ]
                    });
                Export { files: files.collect(), notes: Vec::new() }
            }
        }
    }
}

fn one_file(path: &str, (text, note): (String, Option<String>)) -> Export {
    Export { files: vec![(PathBuf::from(path), text)], notes: note.into_iter().collect() }
}

fn each(class: &Class, folder: &str, extension: &str, text: fn(&Report) -> String) -> Export {
    let files = class.submissions().iter().map(|graded| {
        // Not with_extension: a name may have a dot in it.
        let path = Path::new(folder).join(format!("{}.{extension}", graded.file_name));
        (path, text(&graded.report))
    });
    Export { files: files.collect(), notes: Vec::new() }
}
