//! `merge DIR... --out DIR`: the results of shards into one.

use crate::exit_code::Exit;
use crate::summary;
use clap::Args;
use std::error::Error;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub struct MergeOptions {
    /// The folders that `grade --shard K/N` wrote, all N of them
    #[arg(required = true, value_name = "DIR")]
    shards: Vec<PathBuf>,
    /// Where the whole result goes
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
}

pub fn run(options: &MergeOptions) -> Result<Exit, Box<dyn Error>> {
    let run = batch::merge::merge(&options.shards, &options.out)?;
    Ok(summary::write_and_tell(&run, &options.out)?)
}
