//! Looks for secrets in its environment.
//!
//! verdict: failed
//! shows: ATTACK TRIED

fn main() {
    println!("ATTACK TRIED");
    for (name, value) in std::env::vars() {
        println!("{name}={value}");
        if !["PATH", "HOME", "PWD", "LANG", "HANDSHAKE_EXPERIMENT"].contains(&name.as_str()) {
            println!("ATTACK SUCCEEDED: {name}={value}");
        }
    }
}
