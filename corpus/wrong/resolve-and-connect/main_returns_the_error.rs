//! Lets main return the error. The line on stderr begins with a capital
//! "Error:" and shows the Debug form.
//!
//! mistake: failure-without-prefix

use crate::arguments::{Connect, parse};
use std::io;
use std::net::TcpStream;

pub fn main() -> io::Result<()> {
    let Connect { host, port } = parse();
    println!("Socket successfully created");
    let stream = TcpStream::connect((host.as_str(), port))?;
    let peer = stream.peer_addr()?;
    println!("the socket has successfully connected to {host} on address == {}", peer.ip());
    Ok(())
}
