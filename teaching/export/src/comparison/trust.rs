//! How far a verdict is to be believed that changed although the program did not: as far as it
//! comes out the same when it is repeated. Repeats nothing itself.

use super::verdict::find;
use super::{Changed, Comparison, Difference, Verdict};
use crate::class::Class;
use report::data::{CheckStatus, Report};
use serde::Serialize;

/// How far a difference is to be believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(tag = "trust", rename_all = "kebab-case")]
pub enum Trust {
    /// It has a cause, or one of the two is no verdict on the program.
    Explained,
    /// The program did not change, and its verdict did: neither is to be believed.
    Unstable {
        /// How often the new one was repeated.
        repeated: u32,
        /// How often it came out the same then.
        held: u32,
    },
    /// The program did not change, and its verdict did; the new one was repeated, and
    /// came out the same each time.
    Held {
        /// How often it was repeated.
        repeated: u32,
    },
}

impl Trust {
    /// What repeating says of a verdict that came without a cause.
    fn after(repeated: u32, held: u32) -> Self {
        if repeated > 0 && held == repeated {
            Self::Held { repeated }
        } else {
            Self::Unstable { repeated, held }
        }
    }
}

impl Comparison {
    /// How many verdicts changed without a cause.
    #[must_use]
    pub fn unstable(&self) -> usize {
        let all = self.changed.iter().flat_map(|changed| &changed.differences);
        all.filter(|difference| difference.is_unstable()).count()
    }

    /// The submissions with a verdict that changed without a cause, by the names of
    /// their files.
    pub fn unstable_submissions(&self) -> impl Iterator<Item = &str> {
        let is_unstable =
            |changed: &&Changed| changed.differences.iter().any(Difference::is_unstable);
        self.changed.iter().filter(is_unstable).map(|changed| changed.file_name.as_str())
    }

    /// Weighs what changed without a cause against further gradings of the same
    /// programs: what came out as it is now in each of them is believed.
    pub fn weigh(&mut self, again: &[Class]) {
        for changed in &mut self.changed {
            let reports: Vec<&Report> = again
                .iter()
                .flat_map(Class::submissions)
                .filter(|graded| graded.file_name == changed.file_name)
                .map(|graded| &graded.report)
                .filter(|report| report.source_sha256 == changed.source_sha256)
                .collect();
            for difference in &mut changed.differences {
                difference.weigh(&reports);
            }
        }
    }
}

impl Difference {
    fn is_unstable(&self) -> bool {
        match self.trust {
            Trust::Unstable { .. } => true,
            Trust::Explained | Trust::Held { .. } => false,
        }
    }

    /// Those that its own report has repeated already count as well.
    fn weigh(&mut self, again: &[&Report]) {
        let Trust::Unstable { mut repeated, mut held } = self.trust else { return };
        let verdicts = again
            .iter()
            .map(|report| Verdict::at(report, &self.step, self.check.as_deref()))
            .filter(|verdict| verdict.judges());
        for verdict in verdicts {
            repeated += 1;
            held += u32::from(verdict == self.new);
        }
        self.trust = Trust::after(repeated, held);
    }
}

/// What the repetitions in a report (`grade --reruns`) say of a verdict in it that came
/// without a cause.
pub(super) fn within(report: &Report, step: &str, check: Option<&str>) -> Trust {
    let Some(check) = check.and_then(|id| find(report, step, id)) else {
        // A whole step's verdict is that of the compiler, which was not asked again.
        return Trust::after(0, 0);
    };
    match (check.flaky, check.status) {
        (None, _) => Trust::after(report.reruns, report.reruns),
        // The first run is counted, too.
        (Some(flaky), CheckStatus::Passed) => {
            Trust::after(report.reruns, flaky.passed.saturating_sub(1))
        }
        (Some(flaky), CheckStatus::Failed) => {
            Trust::after(report.reruns, flaky.failed.saturating_sub(1))
        }
        (Some(_), CheckStatus::Skipped | CheckStatus::Inconclusive) => {
            Trust::after(report.reruns, 0)
        }
    }
}
