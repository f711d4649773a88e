//! Every program: `--help` and wrong arguments.

use crate::bench::{Bench, Call};
use crate::step::Step;
use crate::stop::Outcome;
use crate::surprise::{Cue, Surprise};
use lab::exit::Exit;
use lab::patience;
use lab::process::{NoLine, Stream};

/// Whether a program calls itself helpful: `--help` ends with status 0 and
/// names the arguments and defaults. `command` is what comes before it.
///
/// # Errors
/// If it does not.
pub fn describes_its_arguments(bench: &mut Bench<'_>, command: &[&str], words: &[&str]) -> Outcome {
    let call = command.iter().fold(Call::new(), |call, &word| call.argument(word));
    let mut program = bench.start(call.argument("--help"))?;
    let exit = program.expect_end(Cue::Usage)?;
    let text = String::from_utf8_lossy(&program.process.printed(Stream::Stdout)).into_owned();
    let missing: Vec<String> =
        words.iter().filter(|word| !describes(&text, word)).map(ToString::to_string).collect();
    if exit == Exit::Status(0) && missing.is_empty() {
        return Ok(());
    }
    Err(program.surprised(Surprise::Help { missing }))
}

/// Whether a help text has the word, and, if it is an option, a description for
/// it: in its line or in those below that are indented deeper.
fn describes(help: &str, word: &str) -> bool {
    let is_option = word.starts_with("--");
    if !is_option {
        return help.to_lowercase().contains(&word.to_lowercase());
    }
    let mut lines = help.lines().skip_while(|line| {
        !(line.trim_start().starts_with('-')
            && line.split([' ', ',', '=']).any(|part| part == word))
    });
    let Some(line) = lines.next() else {
        return false;
    };
    let behind = line.split_once(word).map_or("", |(_, behind)| behind);
    let below =
        lines.take_while(|line| !line.trim().is_empty() && !line.trim_start().starts_with('-'));
    // Neither `<PORT>` nor `[default: 80]` describes anything.
    let text: Vec<&str> = std::iter::once(behind).chain(below).collect();
    let text = text.join(" ").replace('=', " ");
    let text = text.split(['<', '[']).enumerate().map(|(index, part)| {
        if index == 0 { part } else { part.split_once(['>', ']']).map_or("", |(_, rest)| rest) }
    });
    let text: String = text.collect();
    text.chars().any(char::is_lowercase)
}

/// Arguments that are wrong end the program with status 2: an option that does
/// not exist, a port that is no number, a port that is too large. HOST is a
/// loopback address all the same, for programs that go on.
///
/// # Errors
/// If it does not.
pub fn refuses_wrong_arguments(bench: &mut Bench<'_>, command: &[&str]) -> Outcome {
    let host = bench.loopback()?;
    let nonsense = format!("--{}", bench.lab.dice.word(8));
    let wrong =
        [vec![nonsense.as_str(), "--port", "0"], vec!["--port", "http"], vec!["--port", "65537"]];
    for arguments in wrong {
        let call = command.iter().fold(Call::new(), |call, &word| call.argument(word));
        let call = if bench.step() == Step::ResolveAndConnect {
            call.plain_host(host)
        } else {
            call.host(host)
        };
        let call = arguments.into_iter().fold(call, |call, word| call.argument(word));
        let mut program = bench.start(call)?;
        // A server that takes the argument says that it listens.
        let line = program.process.wait_line(Stream::Stdout, 0, patience::STEP, |line| {
            line.starts_with("Listening on ").then_some(())
        });
        if line == Err(NoLine::Running) {
            return Err(program.surprised(Surprise::StillRunning { after: Cue::Usage }));
        }
        if line.is_ok() || program.expect_end(Cue::Usage)? != Exit::Status(2) {
            return Err(program.surprised(Surprise::Usage));
        }
    }
    Ok(())
}
