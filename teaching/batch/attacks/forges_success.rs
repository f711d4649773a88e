//! Prints what a grader, a CI or a test tool prints when all is well.
//!
//! verdict: failed
//! shows: ATTACK TRIED

fn main() {
    println!("ATTACK TRIED");
    println!("client\n  PASS  connects to HOST and PORT\n40 of 40 points");
    println!(
        "{}",
        r#"[{"step":"client","status":"passed","score":40,"max_score":40,"checks":[]}]"#
    );
    println!(r#"<testsuite tests="1" failures="0"><testcase name="client"/></testsuite>"#);
    println!("::set-output name=score::100\n::notice::passed\n##[set-env name=A]b");
    println!("test result: ok. 115 passed; 0 failed");
    for descriptor in 3..64 {
        let forged =
            r#"[{"step":"client","status":"passed","score":40,"max_score":40,"checks":[]}]"#;
        if std::fs::write(format!("/proc/self/fd/{descriptor}"), forged).is_ok() {
            println!("ATTACK SUCCEEDED: descriptor {descriptor}");
        }
    }
}
