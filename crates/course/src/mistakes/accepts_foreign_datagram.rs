//! A stranger's datagram is taken for the answer.

use super::Mistake;
use crate::evidence::Evidence;
use crate::surprise::{Delivery, Surprise};

pub const MISTAKE: Mistake = Mistake {
    id: "accepts-foreign-datagram",
    means: "Anybody can send to your port. You printed what a stranger sent.",
    next: "connect the socket to the server (then the system drops the others), or compare the address that recv_from returns",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    matches!(
        &evidence.surprise,
        Surprise::Printed { delivery: Delivery::AfterForeign, .. }
            | Surprise::Failed { delivery: Delivery::AfterForeign }
    )
}
