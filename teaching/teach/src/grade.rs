//! `cargo xtask grade`: every submission in a folder, compiled and judged, into a
//! folder of results.

use crate::exit_code::Exit;
use crate::progress::Progress;
use crate::summary;
use crate::workplace::{Confine, TIMEOUT, Workplace};
use batch::grade::Grading;
use batch::intake::{self, Found};
use batch::results::{Results, Shard};
use clap::Args;
use console::interrupt;
use course::show::escape;
use course::step::Step;
use lab::dice::Dice;
use std::error::Error;
use std::path::PathBuf;
use std::time::Duration;

/// What differs once in a hundred runs cannot be found by running.
const MOST_RERUNS: i64 = 100;

#[derive(Debug, Args)]
pub struct GradeOptions {
    /// The folder with a folder or an archive for each submission
    submissions: PathBuf,
    /// Where the results go; what is there already and still holds is kept
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Submissions in work at a time [default: three for each processor]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    jobs: Option<u16>,
    /// Grade this step alone; a bare `src/` is taken as its source
    #[arg(long, value_name = "STEP", value_parser = parse_step)]
    step: Option<Step>,
    /// Repeat the random data of an earlier run [default: that of the earlier run in --out]
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
    /// How long judging one submission may take
    #[arg(long, value_name = "SECONDS", default_value_t = TIMEOUT.as_secs(), value_parser = clap::value_parser!(u64).range(1..))]
    timeout: u64,
    /// Judge a submission with failures so often again, and mark verdicts that do not hold
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = clap::value_parser!(u32).range(..=MOST_RERUNS))]
    reruns: u32,
    /// Grade one part of several, as in 2/4; `merge` joins them
    #[arg(long, value_name = "K/N", value_parser = parse_shard)]
    shard: Option<Shard>,
    /// Grade everything again, whatever is there already
    #[arg(long)]
    fresh: bool,
    /// How submissions are confined; with `none` they have your rights, files and network
    #[arg(long, value_name = "KIND", default_value = "auto")]
    sandbox: Confine,
}

pub fn run(options: &GradeOptions) -> Result<Exit, Box<dyn Error>> {
    let Found { candidates, others } = intake::find(&options.submissions)?;
    tell_others(&others);
    let place = Workplace::open(options.sandbox)?;
    let results = Results::open(&options.out)?;
    let earlier = results.run().filter(|_| !options.fresh);
    let seed = options.seed.or(earlier.map(|run| run.seed)).unwrap_or_else(Dice::fresh_seed);
    let ours = place.grading(seed, options.step.map_or(Step::ALL.to_vec(), |step| vec![step]))?;
    let grading = Grading {
        timeout: Duration::from_secs(options.timeout),
        reruns: options.reruns,
        jobs: options.jobs.map_or(ours.jobs, usize::from),
        fresh: options.fresh,
        ..ours
    };
    let mine = candidates.len().div_ceil(options.shard.map_or(1, |shard| shard.count));
    let progress = Progress::new(mine);
    let run = batch::grade::grade(&grading, &candidates, options.shard, &results, &|event| {
        progress.tell(&event);
    });
    progress.finish();
    interrupt::hold();
    Ok(summary::write_and_tell(&run?, &options.out)?)
}

/// What is neither a folder nor an archive is not graded; who handed it in must not be
/// forgotten.
fn tell_others(others: &[String]) {
    const MOST: usize = 5;
    if others.is_empty() {
        return;
    }
    let named: Vec<String> = others.iter().take(MOST).map(|name| escape(name.as_bytes())).collect();
    let more = if others.len() > MOST { ", …" } else { "" };
    console::note(&format!(
        "note: {} there is not graded, for it is neither a folder nor a .zip, .tar, .tar.gz or .tgz \
         file: {}{more}",
        others.len(),
        named.join(", ")
    ));
}

fn parse_step(text: &str) -> Result<Step, String> {
    let names = || Step::ALL.map(Step::name).join(", ");
    Step::from_name(text)
        .ok_or_else(|| format!("there is no such step (the steps are {})", names()))
}

fn parse_shard(text: &str) -> Result<Shard, String> {
    let parts = text
        .split_once('/')
        .and_then(|(index, count)| Some((index.parse().ok()?, count.parse().ok()?)));
    match parts {
        Some((index, count)) if (1..=count).contains(&index) => Ok(Shard { index, count }),
        Some(_) | None => Err("it must be K/N with 1 ≤ K ≤ N, as in 2/4".to_owned()),
    }
}
