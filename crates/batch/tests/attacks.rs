//! Submissions that attack the grader: each is graded, with the verdict it must get.
fn main() {}
