//! Has the compiler read a file of the grader.
//!
//! verdict: build-failed
//! shows: SECRET_FILE

fn main() {
    println!("ATTACK SUCCEEDED {}", include_str!("SECRET_FILE"));
}
