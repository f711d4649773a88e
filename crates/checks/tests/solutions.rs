//! Every check on the reference solutions: `cargo test`.

use std::process::ExitCode;
use submission::source::Source;

fn main() -> ExitCode {
    handshake_checks::run(Source::Solutions).exit_code()
}
