//! `greeting-server`: waits for clients, thanks each for connecting and closes
//! the connection.
//!
//! The task is in `exercises/greeting-server/README.md`.

use clap::Parser;
use std::net::TcpListener;
use std::process::ExitCode;

// ── your part: imports ──
use std::io::Write;
// ── end of your part ──

/// Greets every client that connects over TCP
#[derive(Parser)]
struct Arguments {
    /// Host to listen on: a name, an IPv4 address or an IPv6 address
    #[arg(long, default_value_t = host_name())]
    host: String,

    /// TCP port to listen on; with 0 the system picks a free one
    #[arg(long, default_value_t = 12345)]
    port: u16,
}

fn host_name() -> String {
    gethostname::gethostname().to_string_lossy().into_owned()
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Errors are sentences. The system's reason alone ("address in use") does not
/// say what was tried, so whoever makes a call adds that.
fn run(arguments: &Arguments) -> Result<(), String> {
    let listener = listen(&arguments.host, arguments.port)?;
    serve(&listener);
    Ok(())
}

/// Makes a socket that listens on exactly `host` and `port`, and prints the
/// address it got.
fn listen(host: &str, port: u16) -> Result<TcpListener, String> {
    // ── your part: listen ──
    // This one call resolves the name, makes a socket, binds it and listens,
    // for each address of the name until one works. On Unix it also sets
    // SO_REUSEADDR before the bind, so that a restart is not refused because
    // of old connections in TIME_WAIT.
    let listener = TcpListener::bind((host, port))
        .map_err(|error| format!("cannot listen on {host} port {port}: {error}"))?;

    // The socket knows its real address; the arguments may say port 0.
    let address = listener
        .local_addr()
        .map_err(|error| format!("cannot read the address of {host} port {port}: {error}"))?;
    println!("Listening on {address}");
    Ok(listener)
    // ── end of your part ──
}

/// Greets one client after another, for ever.
fn serve(listener: &TcpListener) {
    // ── your part: serve ──
    loop {
        // A failed accept concerns one client (it may be gone already), so it
        // is no reason to stop serving the others.
        let (mut stream, client) = match listener.accept() {
            Ok(accepted) => accepted,
            Err(error) => {
                eprintln!("cannot accept a client: {error}");
                continue;
            }
        };
        println!("Got connection from {client}");

        // 24 bytes always fit into the system's send buffer, so a client that
        // does not read cannot hold us up.
        if let Err(error) = stream.write_all(b"Thank you for connecting") {
            eprintln!("cannot greet {client}: {error}");
        }

        // `stream` is dropped here, which closes the connection: the client
        // reads the end of the stream.
    }
    // ── end of your part ──
}
