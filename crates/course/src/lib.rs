//! The course: five steps, their checks, and the mistakes that students make.
//!
//! Reads like the experiments that a teaching assistant would do by hand. It
//! uses the laboratory for everything that touches a process or a socket, and
//! knows no output format.

pub mod bench;
pub mod check;
pub mod evidence;
mod expect;
pub mod experiments;
pub mod finding;
pub mod grade;
pub mod hints;
pub mod mistakes;
pub mod show;
mod silence;
pub mod step;
pub mod steps;
pub mod stop;
pub mod subject;
pub mod surprise;
pub mod text;
pub mod verdict;
pub mod wording;
