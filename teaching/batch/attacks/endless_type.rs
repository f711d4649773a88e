//! A type that is twice as long in each step.
//!
//! verdict: build-failed

#![recursion_limit = "4294967295"]
#![type_length_limit = "18446744073709551615"]

fn grow<T: Clone>(value: T, depth: u64) {
    if depth > 0 {
        grow((value.clone(), value), depth - 1);
    }
}

fn main() {
    grow(1, 10);
}
