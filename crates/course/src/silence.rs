//! Which surprises say no more than that nothing came, or was taken, in time. Knows not why it did not.

use crate::surprise::{Flaw, Surprise};
use lab::peer::connection::StreamEnd;

impl Surprise {
    /// Whether all that was seen is that nothing came in time. Of a program that the
    /// machine kept from running it says nothing.
    #[must_use]
    pub fn is_silence(&self) -> bool {
        match self {
            Self::NotAnnounced { .. }
            | Self::NotListening { .. }
            | Self::Unreachable { refused: false, .. }
            | Self::PeerNotReported { .. }
            | Self::NobodyCalled { decoy: None, datagram: false, .. }
            | Self::StillRunning { .. }
            | Self::NoDatagram { decoy: None, connection: false, .. }
            | Self::NoReply { decoy: None, .. }
            | Self::MessageNotReported { printed: None, .. }
            | Self::Unreported { flaw: Flaw::Hangs, .. }
            // Too few: it did not get to them. Too many: our answer came too late for it.
            | Self::Attempts { .. } => true,
            Self::Greeting { received, .. } => received.end == StreamEnd::Open,
            Self::Unreadable { .. }
            | Self::AnnouncedElsewhere { .. }
            | Self::BoundElsewhere { .. }
            | Self::ServesIpv4 { .. }
            | Self::TakesIpv4 { .. }
            | Self::Unreachable { .. }
            | Self::PrintsTooMuch { .. }
            | Self::NobodyCalled { .. }
            | Self::Talked { .. }
            | Self::OutOfOrder { .. }
            | Self::Listened
            | Self::CalledAgain
            | Self::Failed { .. }
            | Self::Printed { .. }
            | Self::Unreported { .. }
            | Self::LostBeforeReset { .. }
            | Self::Help { .. }
            | Self::Usage
            | Self::NoDatagram { .. }
            | Self::WrongMessage { .. }
            | Self::FixedPort { .. }
            | Self::Pace { .. }
            | Self::NoReply { .. }
            | Self::WrongReply { .. }
            | Self::ReplyFromElsewhere { .. }
            | Self::MessageNotReported { .. } => false,
        }
    }
}
