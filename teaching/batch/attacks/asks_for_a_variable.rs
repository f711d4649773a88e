//! Has the compiler put a variable of the grader into the program.
//!
//! verdict: build-failed
//! shows: HANDSHAKE_SECRET

fn main() {
    println!("ATTACK SUCCEEDED {}", env!("HANDSHAKE_SECRET"));
}
