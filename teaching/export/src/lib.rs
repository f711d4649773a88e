//! Exports: finished reports as the files of other tools. Each format is a file
//! here, a pure function from reports to text; only `folder` touches the disk.
//! Starts no process, opens no socket, asks no clock.

pub mod canvas;
pub mod case;
pub mod class;
pub mod comparison;
pub mod csv;
pub mod exercism;
pub mod feedback;
pub mod folder;
pub mod format;
pub mod github;
pub mod gradescope;
pub mod html;
pub mod junit;
pub mod text;
