//! Every program: `--help` and wrong arguments.

use crate::bench::{Bench, Call, Running};
use crate::check::Check;
use crate::step::Step;
use crate::stop::Outcome;
use crate::surprise::{Cue, Surprise};
use lab::exit::Exit;
use lab::patience;
use lab::process::{NoLine, Stream};

/// `--help` names the arguments and defaults.
pub const DESCRIBES_ITS_ARGUMENTS: Check = Check::new(
    "describes_its_arguments",
    "describes its arguments with --help",
    describes_its_arguments,
);

/// Wrong arguments end the program with status 2.
pub const REFUSES_WRONG_ARGUMENTS: Check = Check::new(
    "refuses_wrong_arguments",
    "ends with status 2 when it is called wrongly",
    refuses_wrong_arguments,
);

/// What must be found in the help of each command of a step.
fn helpful_words(step: Step) -> &'static [(&'static [&'static str], &'static [&'static str])] {
    match step {
        Step::ResolveAndConnect => &[(&[], &["HOST", "--port", "www.google.com", "80"])],
        Step::GreetingServer | Step::Client => &[(&[], &["--host", "--port", "12345"])],
        Step::Ipv6Server => &[(&[], &["--host", "::1", "--port", "12345"])],
        Step::UdpPair => &[
            (&["server"], &["--host", "--port", "12345"]),
            (&["client"], &["--host", "--port", "12345", "--timeout", "Hello"]),
        ],
    }
}

/// A command of the step, before its options.
fn command(words: &[&str]) -> Call {
    words.iter().fold(Call::new(), |call, &word| call.argument(word))
}

fn describes_its_arguments(bench: &mut Bench<'_>) -> Outcome {
    for (words, wanted) in helpful_words(bench.step()) {
        let mut program = bench.start(command(words).argument("--help"))?;
        let exit = program.expect_end(Cue::Usage)?;
        let text = String::from_utf8_lossy(&program.process.printed(Stream::Stdout)).into_owned();
        let missing: Vec<String> =
            wanted.iter().filter(|word| !describes(&text, word)).map(ToString::to_string).collect();
        if exit != Exit::Status(0) || !missing.is_empty() {
            return Err(program.surprised(Surprise::Help { missing }));
        }
    }
    Ok(())
}

/// Whether a help text has the word, and, if it is an option, a description for
/// it: in its line or in those below that are indented deeper.
fn describes(help: &str, word: &str) -> bool {
    let is_option = word.starts_with("--");
    if !is_option {
        // As a word: 80 does not stand in 8080.
        let wanted = word.to_lowercase();
        let is_edge = |edge: Option<char>| edge.is_none_or(|edge| !edge.is_alphanumeric());
        return help.to_lowercase().match_indices(&wanted).any(|(at, _)| {
            is_edge(help[..at].chars().next_back())
                && is_edge(help[at + wanted.len()..].chars().next())
        });
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

/// Arguments that are wrong: an option that does not exist, a port that is no
/// number, a port that is too large. HOST is a loopback address all the same, for
/// programs that go on.
fn refuses_wrong_arguments(bench: &mut Bench<'_>) -> Outcome {
    let host = bench.loopback()?;
    let nonsense = format!("--{}", bench.lab.dice.word(8));
    let wrong = [[nonsense.as_str(), "--port=0"], ["--port", "http"], ["--port", "65537"]];
    for (words, _) in helpful_words(bench.step()) {
        for arguments in wrong {
            let call = command(words);
            let call = match bench.step() {
                Step::ResolveAndConnect => call.plain_host(host),
                Step::GreetingServer | Step::Client | Step::Ipv6Server | Step::UdpPair => {
                    call.host(host)
                }
            };
            let call = arguments.into_iter().fold(call, |call, word| call.argument(word));
            expect_refusal(&mut bench.start(call)?)?;
        }
    }
    Ok(())
}

fn expect_refusal(program: &mut Running) -> Outcome {
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
    Ok(())
}
