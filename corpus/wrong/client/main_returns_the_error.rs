//! Lets main return the error. The line on stderr begins with a capital
//! "Error:" and shows the Debug form.
//!
//! mistake: failure-without-prefix

use crate::arguments::{Endpoint, parse};
use std::io::{self, Read};
use std::net::TcpStream;

pub fn main() -> io::Result<()> {
    let Endpoint { host, port } = parse();
    let mut stream = TcpStream::connect((host.as_str(), port))?;
    let mut bytes = Vec::new();
    let outcome = stream.read_to_end(&mut bytes);
    println!("{}", String::from_utf8_lossy(&bytes));
    outcome?;
    Ok(())
}
