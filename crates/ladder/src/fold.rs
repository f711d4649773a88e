//! Folds what repeats: 24 sends of a byte, a loop of poll and recv. The folded
//! ladder is a ladder, too.

use crate::ladder::{Act, Arrow, ArrowKind, Call, Data, End, Ladder, Outcome, Waiting};

/// So many repetitions become one. Three are still quicker seen than told.
const FOLD_FROM: usize = 4;
/// Of calls that merely set up, two are enough.
const FOLD_SETUP_FROM: usize = 2;
/// The longest loop that is recognised: poll, recv, poll, send.
const LONGEST_LOOP: usize = 4;

/// The ladder with what repeats folded, and where each call has gone.
pub(crate) fn fold(ladder: &Ladder) -> (Ladder, Vec<usize>) {
    let mut group_of: Vec<usize> = (0..ladder.calls.len()).collect();
    let mut folded: Vec<Option<Call>> = ladder.calls.iter().cloned().map(Some).collect();
    let mut tasks: Vec<(usize, u32)> =
        ladder.calls.iter().map(|call| (call.lane, call.task)).collect();
    tasks.sort_unstable();
    tasks.dedup();
    for task in tasks {
        let own: Vec<usize> = (0..ladder.calls.len())
            .filter(|&at| (ladder.calls[at].lane, ladder.calls[at].task) == task)
            .collect();
        let mut at = 0;
        while at < own.len() {
            let (period, repeats) = repetition(&ladder.calls, &own[at..]);
            let run = &own[at..at + period * repeats];
            if repeats > 1 {
                folded[run[0]] = Some(merged(&ladder.calls, run, period, repeats));
                for &member in &run[1..] {
                    folded[member] = None;
                    group_of[member] = run[0];
                }
            }
            at += run.len();
        }
    }
    let mut place = vec![0; folded.len()];
    let mut calls = Vec::new();
    for (index, call) in folded.into_iter().enumerate() {
        place[index] = calls.len();
        calls.extend(call);
    }
    let renamed: Vec<usize> = group_of.into_iter().map(|first| place[first]).collect();
    let waiting = ladder.waiting.iter();
    let waiting = waiting.map(|one| Waiting { call: renamed[one.call], ..*one }).collect();
    let arrows = joined(&ladder.arrows, |call| renamed[call]);
    (Ladder { waiting, arrows, calls, ..ladder.clone() }, renamed)
}

/// How long the loop is with which these calls begin, and how often it is run.
fn repetition(calls: &[Call], own: &[usize]) -> (usize, usize) {
    let most = LONGEST_LOOP.min(own.len());
    for period in 1..=most {
        if !own[..period].iter().all(|&at| may_fold(&calls[at])) {
            break;
        }
        let is_repeated = |at: &usize| is_alike(&calls[own[*at]], &calls[own[*at % period]]);
        let length = (0..own.len()).take_while(is_repeated).count();
        let is_setup = own[..period].iter().all(|&at| calls[at].act == Act::Option);
        let enough = if is_setup { FOLD_SETUP_FROM } else { FOLD_FROM };
        if length / period >= enough {
            return (period, length / period);
        }
    }
    (1, 1)
}

/// Whether it is of a kind that repeats without saying anything new.
fn may_fold(call: &Call) -> bool {
    match call.act {
        Act::Send | Act::Receive | Act::Option | Act::Poll | Act::Print | Act::Other => {
            call.outcome != Outcome::Waiting
        }
        Act::Start | Act::Resolve | Act::Socket | Act::Bind | Act::Listen | Act::Accept => false,
        Act::Connect | Act::ShutDown | Act::Close | Act::End => false,
    }
}

fn is_alike(call: &Call, other: &Call) -> bool {
    let outcome = match (&call.outcome, &other.outcome) {
        (Outcome::Done(_), Outcome::Done(_)) => true,
        (Outcome::Failed(error), Outcome::Failed(other)) => error == other,
        (Outcome::TimedOut, other) => *other == Outcome::TimedOut,
        (Outcome::Done(_) | Outcome::Failed(_) | Outcome::Waiting, _) => false,
    };
    // The end of a stream is no repetition of its bytes.
    let is_empty = |call: &Call| call.data.as_ref().is_some_and(|data| data.length == 0);
    let socket = |call: &Call| call.socket.map(|socket| socket.id);
    outcome
        && may_fold(call)
        && call.act == other.act
        && (call.name == other.name || call.act == Act::Option || call.act == Act::Print)
        && socket(call) == socket(other)
        && call.peer == other.peer
        && is_empty(call) == is_empty(other)
}

/// One call that stands for a run.
fn merged(calls: &[Call], run: &[usize], period: usize, repeats: usize) -> Call {
    let first = &calls[run[0]];
    let last = &calls[run[run.len() - 1]];
    let mut names: Vec<&str> = run[..period].iter().map(|&at| calls[at].name.as_str()).collect();
    names.dedup();
    let length: u64 =
        run.iter().filter_map(|&at| calls[at].data.as_ref()).map(|data| data.length).sum();
    let start = || run.iter().filter_map(|&at| calls[at].data.as_ref()).map(|data| &*data.start);
    let is_same = run.iter().all(|&at| calls[at].argument == first.argument);
    let all_fail = run.iter().all(|&at| matches!(calls[at].outcome, Outcome::Failed(_)));
    Call {
        name: names.join(", "),
        argument: if is_same { first.argument.clone() } else { String::new() },
        data: first.data.is_some().then(|| Data { length, start: start().take(40).collect() }),
        outcome: if all_fail { first.outcome.clone() } else { Outcome::Done(String::new()) },
        left: last.left,
        times: repeats,
        ..first.clone()
    }
}

/// The arrows between folded calls: those that join the same two are one.
fn joined(arrows: &[Arrow], renamed: impl Fn(usize) -> usize) -> Vec<Arrow> {
    let renamed = |end: End| match end {
        End::Call(call) => End::Call(renamed(call)),
        End::Lane(_) | End::Nowhere => end,
    };
    let mut joined: Vec<Arrow> = Vec::new();
    for arrow in arrows {
        let arrow = Arrow { from: renamed(arrow.from), to: renamed(arrow.to), ..*arrow };
        let same = joined.iter_mut().rev().find(|old| (old.from, old.to) == (arrow.from, arrow.to));
        match (same.map(|old| &mut old.kind), arrow.kind) {
            (Some(ArrowKind::Bytes(count)), ArrowKind::Bytes(more)) => *count += more,
            (Some(ArrowKind::Datagram(count)), ArrowKind::Datagram(more)) => *count += more,
            _ => joined.push(arrow),
        }
    }
    joined
}
