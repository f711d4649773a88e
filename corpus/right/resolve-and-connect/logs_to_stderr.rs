//! Writes a log on stderr when all went well, also about the addresses that did
//! not answer.

use crate::arguments::{Connect, parse};
use std::net::{TcpStream, ToSocketAddrs};
use std::process::ExitCode;
use std::time::Instant;

pub fn main() -> ExitCode {
    let Connect { host, port } = parse();
    let start = Instant::now();
    let addresses = match (host.as_str(), port).to_socket_addrs() {
        Ok(addresses) => addresses,
        Err(error) => {
            eprintln!("error: cannot resolve {host}: {error}");
            return ExitCode::FAILURE;
        }
    };
    let resolved = start.elapsed();
    println!("Socket successfully created");
    let mut failures = Vec::new();
    for address in addresses {
        match TcpStream::connect(address) {
            Ok(stream) => {
                println!(
                    "the socket has successfully connected to {host} on address == {}",
                    address.ip()
                );
                eprintln!("[info] resolved {host} in {resolved:?}");
                for failure in failures {
                    eprintln!("[warn] skipped {failure}");
                }
                eprintln!("[info] connected after {:?}: {stream:?}", start.elapsed());
                return ExitCode::SUCCESS;
            }
            Err(error) => failures.push(format!("{address}: {error}")),
        }
    }
    eprintln!("error: cannot connect to {host}:{port}: {}", failures.join(", "));
    ExitCode::FAILURE
}
