//! Prints what a spreadsheet or a browser would run.
//!
//! verdict: failed
//! shows: ATTACK TRIED

fn main() {
    println!("ATTACK TRIED =cmd|' /C calc'!A0,@SUM(1),+1,-1\t=1+1");
    println!("</pre><script>alert(1)</script><img src=x onerror=alert(1)>]]>&lt;");
}
