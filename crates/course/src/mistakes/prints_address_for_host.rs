//! The address where HOST, as it was given, is asked for.

use super::{Mistake, clues};
use crate::evidence::Evidence;
use std::net::IpAddr;

pub const MISTAKE: Mistake = Mistake {
    id: "prints-address-for-host",
    means: "You printed the address in both places. The first is HOST as the user gave it.",
    next: "print the argument HOST there, not the address it resolves to",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    clues::printed_is(evidence, |printed| {
        let last = printed.got.trim_end().lines().last().unwrap_or_default();
        let host = last.strip_prefix("the socket has successfully connected to ");
        let host = host.and_then(|rest| rest.split(" on address").next());
        clues::host_is_name(evidence)
            && host.is_some_and(|host| {
                Some(host) != evidence.asked.host.as_deref() && host.parse::<IpAddr>().is_ok()
            })
    })
}
