//! Joining the results of shards into one. Pure but for reading and writing them;
//! nothing is joined that does not belong together.

use crate::error::Error;
use crate::intake::Candidate;
use crate::results::{Line, Results, Run};
use std::path::{Path, PathBuf};

/// Joins the results in `folders` into `out`.
///
/// # Errors
/// If a shard is missing, there twice, not finished, or of another run; it is named.
pub fn merge(folders: &[PathBuf], out: &Path) -> Result<Run, Error> {
    let mut shards = Vec::new();
    for folder in folders {
        let run = Results::at(folder)
            .run()
            .ok_or_else(|| refuse(folder, "there is no run.json in it that can be read"))?;
        shards.push((folder.clone(), run));
    }
    let joined = join(&shards)?;
    let results = Results::open(out)?;
    for (folder, run) in &shards {
        for line in &run.submissions {
            let report = Results::at(folder).report(&line.report).ok_or_else(|| {
                refuse(folder, &format!("the report {} cannot be read", line.report))
            })?;
            copy_sources(&Results::at(folder), &line.report, &results)?;
            results.write_report(&line.report, &report)?;
        }
    }
    results.write_run(&joined)?;
    Ok(joined)
}

/// What cannot be read of them is left out: they only illustrate the report.
fn copy_sources(from: &Results, file: &str, to: &Results) -> Result<(), Error> {
    let place = from.sources(file);
    let candidate = Candidate { name: file.to_owned(), file: file.to_owned(), place };
    match candidate.take(None) {
        Ok(taken) => to.write_sources(file, &taken.steps),
        Err(_) => Ok(()),
    }
}

/// The run that shards are parts of, in the order that it would have had.
///
/// # Errors
/// As [`merge`].
pub fn join(shards: &[(PathBuf, Run)]) -> Result<Run, Error> {
    let Some((first_folder, first)) = shards.first() else {
        return Err(Error::Usage("there is nothing to merge".to_owned()));
    };
    let Some(count) = first.shard.map(|shard| shard.count) else {
        return Err(refuse(first_folder, "it is no shard, but whole"));
    };
    let mut parts: Vec<Option<(&Path, &[Line])>> = vec![None; count];
    for (folder, run) in shards {
        let Some(shard) = run.shard.filter(|shard| shard.count == count) else {
            return Err(refuse(folder, &format!("it is not one of {count} shards")));
        };
        if !run.finished {
            return Err(refuse(folder, "it is not finished; the same `grade` goes on"));
        }
        if let Some(what) = difference(first, run) {
            let other = first_folder.display();
            return Err(refuse(folder, &format!("it has another {what} than {other}")));
        }
        if let Some((twin, _)) = parts[shard.index - 1].replace((folder, &run.submissions)) {
            return Err(refuse(folder, &format!("{} is the same shard", twin.display())));
        }
    }
    let mut lines = Vec::with_capacity(count);
    for (index, part) in parts.iter().enumerate() {
        let Some((_, part)) = part else {
            return Err(Error::Usage(format!("shard {}/{count} is missing", index + 1)));
        };
        lines.push(part.iter());
    }
    // As they were dealt out: one to each shard in turn.
    let mut submissions = Vec::new();
    loop {
        let round: Vec<Line> = lines.iter_mut().filter_map(Iterator::next).cloned().collect();
        if round.is_empty() {
            break;
        }
        submissions.extend(round);
    }
    Ok(Run { shard: None, submissions, ..first.clone() })
}

/// What two shards of one run cannot differ in.
fn difference(one: &Run, other: &Run) -> Option<&'static str> {
    [
        (one.course_version != other.course_version, "course version"),
        (one.all_submissions != other.all_submissions, "list of submissions"),
        (one.seed != other.seed, "seed (give each shard the same --seed)"),
        (one.sandbox != other.sandbox, "sandbox"),
    ]
    .into_iter()
    .find_map(|(differs, what)| differs.then_some(what))
}

fn refuse(folder: &Path, why: &str) -> Error {
    Error::Usage(format!("{}: {why}", folder.display()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::results::{SCHEMA, Shard, State};

    fn shard(index: usize, names: &[&str]) -> (PathBuf, Run) {
        let line = |name: &&str| Line {
            name: (*name).to_owned(),
            report: (*name).to_owned(),
            state: State::Graded,
            same_as: None,
            ignored: Vec::new(),
        };
        let run = Run {
            schema: SCHEMA.to_owned(),
            course_version: "1".to_owned(),
            seed: 7,
            rustc: String::new(),
            machine: String::new(),
            sandbox: Vec::new(),
            shard: Some(Shard { index, count: 2 }),
            all_submissions: "abc".to_owned(),
            submissions: names.iter().map(line).collect(),
            finished: true,
        };
        (format!("shard-{index}").into(), run)
    }

    #[track_caller]
    fn check(shards: &[(PathBuf, Run)], refused: &str) {
        let error = join(shards).unwrap_err().to_string();
        assert!(error.contains(refused), "{error}");
    }

    #[test]
    fn shards_in_any_order_become_the_whole() {
        let run = join(&[shard(2, &["b"]), shard(1, &["a", "c"])]).unwrap();
        let names: Vec<&str> = run.submissions.iter().map(|line| line.name.as_str()).collect();
        assert_eq!(names, ["a", "b", "c"]);
        assert_eq!(run.shard, None);
    }

    #[test]
    fn what_does_not_belong_together_is_refused_by_name() {
        check(&[shard(1, &["a"])], "shard 2/2 is missing");
        check(&[shard(1, &["a"]), shard(1, &["a"])], "shard-1 is the same shard");
        let change = |change: fn(&mut Run)| {
            let mut other = shard(2, &["b"]);
            change(&mut other.1);
            [shard(1, &["a"]), other]
        };
        check(
            &change(|run| run.course_version = "2".to_owned()),
            "shard-2: it has another course version",
        );
        check(&change(|run| run.all_submissions = "x".to_owned()), "another list of submissions");
        check(&change(|run| run.seed = 8), "another seed");
        check(&change(|run| run.finished = false), "not finished");
        check(&change(|run| run.shard = None), "shard-2: it is not one of 2 shards");
    }
}
