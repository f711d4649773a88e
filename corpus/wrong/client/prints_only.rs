//! Prints the usual greeting and opens no socket. The listener sees nobody.
//!
//! mistake: never-connects
//! also: prints-constant

use crate::arguments::{Endpoint, parse};

pub fn main() {
    let Endpoint { .. } = parse();
    println!("Thank you for connecting");
}
