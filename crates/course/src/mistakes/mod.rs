//! The mistakes that students really make, one file each. A mistake recognises
//! itself in evidence, which is plain data; it says what it means and what to
//! do next. Adding one: a file here, and its name in the list below, where it
//! belongs among the others: the first that recognises itself is told.

use crate::evidence::Evidence;

/// A known wrong behaviour.
#[derive(Debug, Clone, Copy)]
pub struct Mistake {
    /// Its name, as reports and statistics show it.
    pub id: &'static str,
    /// What it means.
    pub means: &'static str,
    /// What to do next.
    pub next: &'static str,
    /// Whether this is it.
    pub recognise: fn(&Evidence) -> bool,
}

/// The mistake that the evidence shows, if it is a known one.
#[must_use]
pub fn recognise(evidence: &Evidence) -> Option<&'static Mistake> {
    ALL.iter().find(|mistake| (mistake.recognise)(evidence))
}

/// Declares the modules and puts them into a list.
macro_rules! mistakes {
    ($($name:ident),* $(,)?) => {
        $(mod $name;)*
        /// All known mistakes; the first one that recognises itself is told.
        pub const ALL: &[Mistake] = &[$($name::MISTAKE),*];
    };
}

mistakes![];
