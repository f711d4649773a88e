//! Every check on your exercises: `cargo test -p handshake-checks --test exercises`.

use std::process::ExitCode;
use submission::source::Source;

fn main() -> ExitCode {
    handshake_checks::run(Source::Exercises).exit_code()
}
