//! Where submissions are graded: the sandbox, tried out; the dependencies, built; a
//! folder for temporary files. What all commands that grade have in common.

use batch::compile::{self, Workshop};
use batch::grade::Grading;
use batch::kit::Kit;
use batch::sandbox::cell::write_etc;
use batch::sandbox::{Sandbox, layers};
use clap::ValueEnum;
use course::step::Step;
use std::error::Error;
use std::path::PathBuf;
use std::time::{Duration, SystemTime};
use std::{env, thread};
use submission::scratch::Scratch;

/// Submissions in work at a time, for each processor: while some are judged, which
/// is mostly waiting, another is compiled (`bench/grade` measures it).
const JOBS_A_PROCESSOR: usize = 3;

/// How long judging one submission may take, unless one says otherwise: far more than
/// a program needs that hangs in every check.
pub const TIMEOUT: Duration = Duration::from_secs(300);

/// How submissions are confined, as it is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Confine {
    /// The best that there is, which is bubblewrap
    Auto,
    Bwrap,
    None,
}

/// Where submissions are graded.
pub struct Workplace {
    scratch: Scratch,
    kit: Kit,
    etc: PathBuf,
    sandbox: Sandbox,
    layers: Vec<String>,
}

impl Workplace {
    /// Tries the sandbox, and builds what is needed.
    ///
    /// # Errors
    /// If a layer of the sandbox does not hold, or something cannot be built.
    pub fn open(confine: Confine) -> Result<Self, Box<dyn Error>> {
        let scratch = Scratch::new("grade-")?;
        let (sandbox, layers) = match confine {
            Confine::Auto | Confine::Bwrap => layers::require(scratch.folder())
                .map_err(|error| format!("{error}\n(bubblewrap is the package `bubblewrap`; `--sandbox none` grades without, for programs that you trust)"))?,
            Confine::None => (Sandbox::None, Vec::new()),
        };
        let kit = Kit::prepare(&scratch.folder().join("kit"), console::note)?;
        let etc = scratch.folder().join("etc");
        write_etc(&etc)?;
        Ok(Self { scratch, kit, etc, sandbox, layers })
    }

    /// A grading in it, once for each submission, whatever was graded before.
    ///
    /// # Errors
    /// If it is not known where this program is, which is the judge, too.
    pub fn grading(&self, seed: u64, steps: Vec<Step>) -> std::io::Result<Grading<'_>> {
        let processors = thread::available_parallelism().map_or(1, usize::from);
        Ok(Grading {
            workshop: Workshop {
                kit: &self.kit,
                sandbox: self.sandbox,
                etc: &self.etc,
                patience: compile::PATIENCE,
            },
            layers: self.layers.clone(),
            judge: env::current_exe()?,
            seed,
            steps,
            timeout: TIMEOUT,
            reruns: 0,
            jobs: processors * JOBS_A_PROCESSOR,
            scratch: self.scratch.folder().to_owned(),
            fresh: true,
            now: || report::time::rfc3339(SystemTime::now()),
        })
    }

    /// Its folder for temporary files.
    pub fn folder(&self) -> &std::path::Path {
        self.scratch.folder()
    }
}
