//! Exports: finished reports as the files of other tools. Each format is a file
//! here, a pure function from reports to text; only `folder` touches the disk.
//! Starts no process, opens no socket, asks no clock.

pub mod class;
pub mod csv;
pub mod folder;
pub mod format;
pub mod text;
