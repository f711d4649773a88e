//! The success line is printed before the connection stands.

use super::{Mistake, clues};
use crate::evidence::Evidence;
use crate::step::Step;
use crate::surprise::Flaw;
use std::net::IpAddr;

pub const MISTAKE: Mistake = Mistake {
    id: "announces-before-connecting",
    means: "Your program says that it has connected before it knows.",
    next: "move the line that prints success below the call of connect, and check what connect returns",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    let claims = "the socket has successfully connected";
    let stdout = evidence.record.stdout_text();
    let others = &evidence.asked.addresses;
    let claimed = |ip: &&IpAddr| stdout.lines().any(|line| line.ends_with(&format!(" == {ip}")));
    let claims_dead_one = stdout.contains(claims)
        && clues::printed_is(evidence, |printed| {
            others.iter().filter(claimed).any(|ip| !printed.expected.contains(&ip.to_string()))
        });
    evidence.step == Step::ResolveAndConnect
        && (claims_dead_one || matches!(clues::flaw(evidence), Some((_, Flaw::ClaimedSuccess))))
}
