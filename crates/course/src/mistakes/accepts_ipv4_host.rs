//! An IPv4 HOST is served.

use super::Mistake;
use crate::evidence::Evidence;
use crate::surprise::Surprise;

pub const MISTAKE: Mistake = Mistake {
    id: "accepts-ipv4-host",
    means: "This server is for IPv6 only. Who gives it an IPv4 address has made a mistake and should be told.",
    next: "check that the address of HOST is an IPv6 address; if it is not, report that with exit status 1",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    matches!(evidence.surprise, Surprise::ServesIpv4 { .. })
}
