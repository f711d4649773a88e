//! An IPv6 address and a port without brackets.

use super::Mistake;
use crate::evidence::Evidence;
use crate::step::Step;
use crate::surprise::{Situation, Surprise};

pub const MISTAKE: Mistake = Mistake {
    id: "brackets-missing",
    means: "In \"::1:4000\" nobody can tell where the address ends and the port begins. With a port, an IPv6 address stands in brackets.",
    next: "hand host and port over as a pair, (host, port), and print a SocketAddr: its Display form has the brackets",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    let unbracketed = |text: &str| {
        text.match_indices("::1:").any(|(at, _)| {
            let digits = text[at + 4..].starts_with(|next: char| next.is_ascii_digit());
            digits && !text[..at].ends_with('[') && !text[..at].ends_with("ffff")
        })
    };
    // What a message on standard error looks like is not judged; but where the
    // server of this step does not even start, it is a clue.
    let stderr_counts = evidence.step == Step::Ipv6Server
        && matches!(evidence.surprise, Surprise::NotAnnounced { situation: Situation::First });
    let is_about_it = matches!(
        evidence.surprise,
        Surprise::Unreadable { .. }
            | Surprise::NotAnnounced { .. }
            | Surprise::PeerNotReported { .. }
    );
    is_about_it && unbracketed(&evidence.record.stdout_text())
        || stderr_counts && unbracketed(&evidence.record.stderr_text())
}
