//! The laboratory as a TCP client of the program.

use super::connection::{Connection, is_timeout};
use crate::fault::Fault;
use crate::patience;
use crate::transcript::{Kind, Transcript};
use std::io::ErrorKind;
use std::net::{SocketAddr, TcpStream};

/// What a connection attempt came to.
pub enum Call {
    /// It stands.
    Connected(Connection),
    /// Nobody listens there.
    Refused,
    /// It was accepted and reset before we could use it.
    Reset,
    /// No answer within the deadline.
    Unanswered,
}

/// Connects to a program.
///
/// # Errors
/// If a call of ours fails for a reason of ours.
pub fn call(at: SocketAddr, transcript: &Transcript) -> Result<Call, Fault> {
    match TcpStream::connect_timeout(&at, patience::STEP) {
        Ok(stream) => {
            let connection = Connection::new(stream, at, transcript)?;
            transcript.grader(Kind::Socket, format!("connected to {at} from {}", connection.local));
            Ok(Call::Connected(connection))
        }
        Err(error) if error.kind() == ErrorKind::ConnectionReset => {
            transcript.grader(Kind::Socket, format!("connected to {at} and was reset"));
            Ok(Call::Reset)
        }
        Err(error) if error.kind() == ErrorKind::ConnectionRefused => {
            transcript.grader(Kind::Socket, format!("tried to connect to {at} and was refused"));
            Ok(Call::Refused)
        }
        Err(error) if is_timeout(&error) => {
            transcript.grader(Kind::Socket, format!("tried to connect to {at} and got no answer"));
            Ok(Call::Unanswered)
        }
        Err(error) => Err(Fault::socket("connect to", at)(error)),
    }
}
