//! `handshake-teach doctor --grading`: the layers of the sandbox, tried on this machine.

use assert_cmd::Command;
use predicates::str::contains;

fn doctor() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_handshake-teach"));
    command.args(["doctor", "--grading"]);
    command
}

#[test]
fn each_layer_is_told_and_the_exit_status_says_whether_grading_works() {
    let output = doctor().output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let of_the_caller = text.split("\n\n").next().unwrap();
    assert!(of_the_caller.starts_with("Grading as "), "{text}");
    let works = !of_the_caller.contains("  FAIL  ");
    for layer in ["own-network", "own-files", "limits", "not-root"] {
        assert!(text.contains(layer), "{layer}: {text}");
    }
    assert_eq!(output.status.code(), Some(if works { 0 } else { 3 }), "{text}");
    assert_eq!(text.contains("This machine can grade"), works, "{text}");
}

#[test]
fn without_bubblewrap_every_layer_that_it_makes_fails_with_its_reason() {
    doctor()
        .env("PATH", "/nowhere")
        .assert()
        .code(3)
        .stdout(contains("  FAIL  own-network"))
        .stdout(contains("apt install bubblewrap"));
}
