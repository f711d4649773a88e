//! A macro that doubles what it is given, for ever.
//!
//! verdict: build-failed

#![recursion_limit = "4294967295"]

macro_rules! double {
    ($($token:tt)*) => { double!($($token)* $($token)*) };
}

fn main() {
    double!(x);
}
