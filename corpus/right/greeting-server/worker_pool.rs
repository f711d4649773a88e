//! A fixed pool of four threads, each accepting from its own clone of the
//! listener.

use crate::arguments::{Endpoint, parse};
use std::io::{self, Write};
use std::net::TcpListener;
use std::process::ExitCode;
use std::thread;

pub fn main() -> ExitCode {
    let Endpoint { host, port } = parse();
    let clones = TcpListener::bind((host.as_str(), port))
        .and_then(|listener| (0..4).map(|_| listener.try_clone()).collect::<io::Result<Vec<_>>>());
    let listeners = match clones {
        Ok(listeners) => listeners,
        Err(error) => {
            eprintln!("error: cannot listen on {host}:{port}: {error}");
            return ExitCode::FAILURE;
        }
    };
    println!("Listening on {}", listeners[0].local_addr().unwrap());
    thread::scope(|scope| {
        for listener in &listeners {
            scope.spawn(move || work(listener));
        }
    });
    ExitCode::SUCCESS
}

fn work(listener: &TcpListener) {
    loop {
        let Ok((mut stream, peer)) = listener.accept() else {
            continue;
        };
        println!("Got connection from {peer}");
        let _ = stream.write_all(b"Thank you for connecting");
    }
}
