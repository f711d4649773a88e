//! Submissions: where programs under test come from, and how they are built.
//! Knows files and cargo; runs no program under test, and judges nothing.

pub mod cargo;
mod command;
mod desk;
mod disk;
pub mod error;
pub mod exercises;
mod message;
pub mod program;
pub mod regular;
pub mod scratch;
pub mod source;
mod stamp;
pub mod workspace;
