//! A drawing on a grid of character cells: where each text, rail and arrow is.
//! Text and SVG are made of the same one. Knows no calls.

use crate::ladder::ArrowKind;

/// A page of `columns` times `rows` cells.
#[derive(Debug, Default)]
pub(crate) struct Drawing {
    pub(crate) columns: usize,
    pub(crate) rows: usize,
    pub(crate) texts: Vec<Text>,
    pub(crate) rails: Vec<Rail>,
    pub(crate) routes: Vec<Route>,
}

/// A line of text. It is escaped.
#[derive(Debug, Clone)]
pub(crate) struct Text {
    pub(crate) column: usize,
    pub(crate) row: usize,
    pub(crate) text: String,
    pub(crate) tone: Tone,
}

/// What a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tone {
    /// The heading, or a lane's name.
    Heading,
    /// A time.
    Time,
    /// A call that went well, or has not ended.
    Call,
    /// A call that failed.
    Failure,
    /// A call's name in Python.
    Python,
    /// An arrow's name.
    Label,
    /// The name of an arrow that means a failure.
    FailureLabel,
    /// A sentence below the picture.
    Note,
}

/// The line at a lane's side.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rail {
    pub(crate) column: usize,
    pub(crate) first_row: usize,
    pub(crate) last_row: usize,
    pub(crate) weight: Weight,
}

/// What a rail says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Weight {
    /// The program lives.
    Lives,
    /// It waits in a call.
    Waits,
}

/// An arrow's way: straight from point to point, each as column and row.
#[derive(Debug, Clone)]
pub(crate) struct Route {
    pub(crate) kind: ArrowKind,
    pub(crate) points: Vec<(usize, usize)>,
    pub(crate) head: Head,
}

/// How an arrow ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Head {
    /// It arrives.
    Arrow,
    /// It does not, or it forces an end.
    Cross,
}
