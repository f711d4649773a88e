//! Address and port where only the address is asked for.

use super::{Mistake, clues};
use crate::evidence::Evidence;
use std::net::SocketAddr;

pub const MISTAKE: Mistake = Mistake {
    id: "prints-port-with-address",
    means: "This is the address and the port. Only the IP address belongs there.",
    next: "print address.ip() instead of address",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    clues::printed_is(evidence, |printed| {
        let last = printed.got.trim_end().lines().last().unwrap_or_default();
        last.split_once("address == ")
            .is_some_and(|(_, address)| address.parse::<SocketAddr>().is_ok())
    })
}
