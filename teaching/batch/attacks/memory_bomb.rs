//! Takes memory without end, and writes to all of it.
//!
//! verdict: failed
//! shows: ATTACK TRIED

fn main() {
    println!("ATTACK TRIED");
    let mut all = Vec::new();
    for mebibytes in 0..8_192 {
        all.push(vec![1_u8; 1 << 20]);
        if mebibytes > 4_096 {
            println!("ATTACK SUCCEEDED: {} MiB", all.len());
        }
    }
}
