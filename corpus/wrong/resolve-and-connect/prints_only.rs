//! Prints both lines and opens no socket. The listener sees nobody, and any
//! name and any port succeed.
//!
//! mistake: never-connects

use crate::arguments::{Connect, parse};

pub fn main() {
    let Connect { host, .. } = parse();
    let address = "127.0.0.1";
    println!("Socket successfully created");
    println!("the socket has successfully connected to {host} on address == {address}");
}
