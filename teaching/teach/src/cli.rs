//! What can be typed: a variant for each command, which is a module of its own.

use crate::compare::CompareOptions;
use crate::doctor::DoctorOptions;
use crate::export::ExportOptions;
use crate::grade::GradeOptions;
use crate::gradescope::GradescopeOptions;
use crate::merge::MergeOptions;
use clap::{Parser, Subcommand};

/// Grade a course, and hand the results on
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", disable_help_subcommand = true)]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Grade every submission in a folder: folders, .zip, .tar and .tar.gz files
    #[command(after_help = crate::exit_code::HELP)]
    Grade(GradeOptions),
    /// Join the results of `grade --shard K/N` into one
    #[command(after_help = crate::exit_code::HELP)]
    Merge(MergeOptions),
    /// Say what grading again has changed, for each submission and check
    #[command(after_help = crate::exit_code::HELP_FOR_COMPARE)]
    Compare(CompareOptions),
    /// Say which layers of the sandbox work on this machine, and which do not
    #[command(after_help = crate::exit_code::HELP)]
    Doctor(DoctorOptions),
    /// Pack an autograder for Gradescope, which needs no network when it grades
    #[command(after_help = crate::exit_code::HELP)]
    Gradescope(GradescopeOptions),
    /// Write finished reports in the format of another tool
    #[command(after_help = crate::exit_code::HELP)]
    Export(ExportOptions),
}
