//! What is watched now, and whether its verdict is that of what is on the disk.
//! Starts and cancels runs; shows nothing.

use crate::comparison::{Comparison, Memory, can_be_lost};
use crate::content::Content;
use crate::event::News;
use crate::run::{Run, Runs};
use crate::saves::{LOOK_EVERY, Saves};
use course::step::Step;
use report::data::{CheckReport, StepReport};
use std::collections::VecDeque;
use std::time::Duration;

/// How long a file may be missing in the middle of a save: some editors delete
/// it and write it anew.
pub const SETTLED_AFTER: Duration = Duration::from_millis(150);

/// A step that is watched.
pub struct Session {
    step: Step,
    runs: Runs,
    saves: Saves,
    state: State,
    memory: Memory,
    /// Steps that use this one's program, to be checked when it has its verdict.
    others: VecDeque<Step>,
}

enum State {
    /// Nothing was looked at yet, or there was a fault, or it is to be checked again
    /// whatever it is.
    Unknown,
    /// Something is missing, perhaps only for a moment.
    Unsettled,
    /// A run is under way.
    Running {
        run: Run,
        /// What it checks: this step, or another that uses its program.
        of: Step,
        /// What was on the disk before it began.
        content: Content,
    },
    /// There is a verdict, or a reason why there is none, of this content.
    Judged(Content),
}

/// What a look at the disk, or a run, has led to.
#[derive(Debug)]
pub enum Outcome {
    /// Nothing new.
    Nothing,
    /// A run was started. What was told of the one before does not count any more.
    Started,
    /// It cannot be checked, and why.
    Unusable(String),
    /// Cargo says what takes so long.
    Building(String),
    /// A check has its verdict.
    Check(Box<CheckReport>),
    /// The step has its verdict.
    Done(Box<StepReport>, Comparison),
    /// Another step is being checked: it uses this one's program.
    AlsoChecking(Step),
    /// So it came out there.
    AlsoChecked(Step, Comparison),
    /// There it could not be checked, and why.
    AlsoUnjudged(Step, String),
    /// The tool could not do its work, and why.
    Fault(String),
}

impl Session {
    /// Nothing is done before the first look.
    #[must_use]
    pub fn new(step: Step, runs: Runs, saves: Saves) -> Self {
        Self {
            step,
            runs,
            saves,
            state: State::Unknown,
            memory: Memory::default(),
            others: VecDeque::new(),
        }
    }

    /// The step.
    #[must_use]
    pub fn step(&self) -> Step {
        self.step
    }

    /// When to look again though nothing has happened. `None` if it will be told.
    #[must_use]
    pub fn look_again_after(&self) -> Option<Duration> {
        if self.is_unsettled() {
            return Some(SETTLED_AFTER);
        }
        (!self.saves.are_noticed()).then_some(LOOK_EVERY)
    }

    fn is_unsettled(&self) -> bool {
        matches!(self.state, State::Unsettled)
    }

    /// Watches another step from now on.
    pub fn choose(&mut self, step: Step) -> Outcome {
        self.step = step;
        self.again()
    }

    /// Checks again, whatever is on the disk.
    pub fn again(&mut self) -> Outcome {
        self.cancel();
        self.look()
    }

    /// Ends what is running.
    pub fn cancel(&mut self) {
        if let State::Running { run, .. } = &self.state {
            run.cancel();
        }
        self.state = State::Unknown;
        self.others.clear();
    }

    /// Ends everything: when this returns, the runs are over.
    pub fn end(&mut self) {
        self.cancel();
        self.runs.end();
    }

    /// Looks at the disk: what is other than what was judged is checked.
    pub fn look(&mut self) -> Outcome {
        let was_there =
            matches!(self.state, State::Judged(Content::Written { .. }) | State::Running { .. });
        if !was_there || self.saves.are_stale() {
            // What was deleted and made anew is another folder to the system.
            self.saves.renew();
        }
        let content = Content::of(self.step);
        match &self.state {
            State::Judged(known) | State::Running { content: known, .. } if *known == content => {
                return Outcome::Nothing;
            }
            State::Judged(_) | State::Running { .. } | State::Unknown | State::Unsettled => {}
        }
        self.cancel();
        match content {
            Content::Written { .. } => {
                let run = self.runs.start(self.step);
                self.state = State::Running { run, of: self.step, content };
                Outcome::Started
            }
            Content::Missing | Content::Unusable(_) => {
                self.state = State::Unsettled;
                Outcome::Nothing
            }
        }
    }

    /// Looks again after a while: what is still missing is really missing.
    pub fn settle(&mut self) -> Outcome {
        let outcome = self.look();
        if !self.is_unsettled() {
            return outcome;
        }
        let content = Content::of(self.step);
        let why = match &content {
            Content::Written { .. } => return self.look(),
            Content::Missing => format!(
                "exercises/{0}/src/main.rs is not there. Put it back; or begin with the stub: press x, or use `cargo xtask reset {0}`.",
                self.step
            ),
            Content::Unusable(why) => why.clone(),
        };
        self.state = State::Judged(content);
        Outcome::Unusable(why)
    }

    /// Takes in what a run tells.
    pub fn news(&mut self, number: u64, news: News) -> Outcome {
        let of = match &self.state {
            State::Running { run, of, .. } if run.number == number => *of,
            // It was cancelled.
            State::Running { .. } | State::Unknown | State::Unsettled | State::Judged(_) => {
                return Outcome::Nothing;
            }
        };
        let is_other = of != self.step;
        match news {
            News::Building(_) | News::Check(_) if is_other => Outcome::Nothing,
            News::Building(line) => Outcome::Building(line),
            News::Check(check) => Outcome::Check(check),
            // The verdict of this step stands.
            News::Fault(why) if is_other => self.finish(|_, _| Outcome::AlsoUnjudged(of, why)),
            News::Fault(why) => self.finish(|session, _| {
                // What was at fault may be mended without a change of the content.
                session.state = State::Unknown;
                Outcome::Fault(why)
            }),
            News::Done(report) if is_other => self.finish(|session, _| {
                let digest = match Content::of(of) {
                    Content::Written { own, .. } => own,
                    Content::Missing | Content::Unusable(_) => String::new(),
                };
                Outcome::AlsoChecked(of, session.memory.compare(of, &report, &digest))
            }),
            News::Done(report) => self.finish(|session, own| {
                let comparison = session.memory.compare(of, &report, own);
                let uses_it = |step: &Step| step.partners().contains(&of) && can_be_lost(*step);
                session.others = Step::ALL.into_iter().filter(uses_it).collect();
                Outcome::Done(report, comparison)
            }),
        }
    }

    /// The end of a run. If something else is on the disk by now, its verdict is
    /// that of yesterday, and it begins anew.
    fn finish(&mut self, conclude: impl FnOnce(&mut Self, &str) -> Outcome) -> Outcome {
        let now = Content::of(self.step);
        let State::Running { content, .. } = &self.state else {
            return Outcome::Nothing;
        };
        if *content != now {
            return self.look();
        }
        self.state = State::Judged(now.clone());
        match &now {
            Content::Written { own, .. } => conclude(self, own),
            Content::Missing | Content::Unusable(_) => Outcome::Nothing,
        }
    }

    /// Begins to check the next of the steps that use this one's program, if
    /// there is one left. To be called after each verdict.
    pub fn go_on(&mut self) -> Outcome {
        let State::Judged(content) = &self.state else {
            return Outcome::Nothing;
        };
        let Some(of) = self.others.pop_front() else {
            return Outcome::Nothing;
        };
        let content = content.clone();
        self.state = State::Running { run: self.runs.start(of), of, content };
        Outcome::AlsoChecking(of)
    }
}
