//! Asked for port 0 it announces some service of the system that listens
//! already (a port under 1024, so that it never meets another test). The
//! process itself owns no socket, and whoever answers there does not send the
//! greeting.
//!
//! mistake: never-listens

use crate::arguments::{Endpoint, parse};
use std::net::ToSocketAddrs;
use std::process::ExitCode;
use std::{fs, thread};

pub fn main() -> ExitCode {
    let Endpoint { host, port } = parse();
    let mut address = match (host.as_str(), port).to_socket_addrs() {
        Ok(mut addresses) => addresses.next().unwrap(),
        Err(error) => {
            eprintln!("error: cannot look up {host}: {error}");
            return ExitCode::FAILURE;
        }
    };
    if port == 0 {
        address.set_port(service().unwrap_or(22));
    }
    println!("Listening on {address}");
    loop {
        thread::park();
    }
}

fn service() -> Option<u16> {
    let table = fs::read_to_string("/proc/net/tcp").ok()?;
    table.lines().skip(1).find_map(|line| {
        let fields: Vec<&str> = line.split_whitespace().collect();
        let (_, port) = fields.get(1)?.split_once(':')?;
        let port = u16::from_str_radix(port, 16).ok()?;
        (fields.get(3) == Some(&"0A") && port < 1024).then_some(port)
    })
}
