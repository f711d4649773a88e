//! The formats, and what each makes of a class: files, by their paths below the
//! folder of the results, and notes for whoever asked. Touches no disk.

use crate::class::Class;
use crate::csv;
use std::path::PathBuf;

/// A format of another tool.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// `grades.csv`, for a spreadsheet.
    Csv,
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
            Self::Csv => Export::file("grades.csv", csv::grades(class)),
        }
    }
}

impl Export {
    fn file(path: &str, text: String) -> Self {
        Self { files: vec![(PathBuf::from(path), text)], notes: Vec::new() }
    }
}
