//! The addresses of a name are tried in an order of the program's own.

use super::Mistake;
use crate::evidence::Evidence;
use crate::surprise::Surprise;

pub const MISTAKE: Mistake = Mistake {
    id: "orders-addresses",
    means: "The resolver puts the addresses of a name into the order in which they are best tried (RFC 6724). Your program has an order of its own.",
    next: "go through the addresses as to_socket_addrs() gives them, from the first to the last",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    matches!(evidence.surprise, Surprise::OutOfOrder { .. })
}
