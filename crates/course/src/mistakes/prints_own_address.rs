//! The server reports its own address instead of the peer's.

use super::Mistake;
use crate::evidence::Evidence;
use crate::surprise::Surprise;
use crate::text::address_in;

pub const MISTAKE: Mistake = Mistake {
    id: "prints-own-address",
    means: "This is your server's own address. The client's is another: its port is one that nobody could guess.",
    next: "print the address that accept() or recv_from() returns, not local_addr()",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    let stdout = evidence.record.stdout_text();
    let is_about_it = matches!(
        evidence.surprise,
        Surprise::PeerNotReported { .. } | Surprise::MessageNotReported { .. }
    );
    let own = stdout.lines().find_map(|line| address_in(line.strip_prefix("Listening on ")?));
    let reported = |line: &str| {
        let line = line
            .strip_prefix("Got connection from ")
            .or_else(|| line.strip_prefix("Got message from "))?;
        address_in(line.split(": ").next()?)
    };
    is_about_it && own.is_some() && stdout.lines().any(|line| reported(line) == own)
}
