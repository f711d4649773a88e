//! The helper process as a program: `socket-trace FILE PROGRAM [ARGUMENT]...`.

use std::env;
use std::process::ExitCode;

fn main() -> ExitCode {
    socket_trace::helper::main(env::args_os().skip(1))
}
