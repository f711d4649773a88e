//! Hints: for each step several, from a question to think about to nearly the
//! code. One file a step, plain text in lines of at most 80 characters, with
//! `---` between two hints. Whatever is true on one system only says so.

use crate::step::Step;

/// The line between two hints.
const BETWEEN: &str = "\n---\n";

/// The hints of a step, in the order in which they are shown.
#[must_use]
pub fn of(step: Step) -> Vec<&'static str> {
    let text = match step {
        Step::ResolveAndConnect => include_str!("resolve-and-connect.md"),
        Step::GreetingServer => include_str!("greeting-server.md"),
        Step::Client => include_str!("client.md"),
        Step::Ipv6Server => include_str!("ipv6-server.md"),
        Step::UdpPair => include_str!("udp-pair.md"),
    };
    text.split(BETWEEN).map(str::trim_end).collect()
}
