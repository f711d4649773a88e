//! A constant that is never computed to its end.
//!
//! verdict: build-failed
//! shows: did not finish

#![allow(long_running_const_eval, reason = "this is the attack")]

const ENDLESS: u64 = {
    let mut number: u64 = 0;
    loop {
        number = number.wrapping_add(1);
        if number == u64::MAX {
            break number;
        }
    }
};

fn main() {
    println!("{ENDLESS}");
}
