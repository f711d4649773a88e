//! Texts as lines of a terminal: broken where they are too long, with their
//! colours (`ESC [ … m`, ECMA-48 8.3.117) kept on both sides of the break.

use textwrap::core::display_width;
use textwrap::{Options, WordSplitter};

/// Ends all colours.
pub const RESET: &str = "\u{1b}[0m";

/// A text in lines of at most so many columns.
#[must_use]
pub fn broken(text: &str, columns: usize) -> Vec<String> {
    text.lines().flat_map(|line| broken_line(line, columns)).collect()
}

/// A text in lines of at most so many columns, but with each command in one line: who
/// copies one that is broken has two.
#[must_use]
pub fn fitted(text: &str, columns: usize) -> String {
    const COMMAND: &str = "cargo xtask ";
    let lines = text.lines().flat_map(|line| match line.contains(COMMAND) {
        true => vec![line.to_owned()],
        false => broken_line(line, columns),
    });
    lines.fold(String::new(), |text, line| text + &line + "\n")
}

/// A text of sentences with its lines joined again, so that they can be broken for
/// another width. What is indented (code) stays as it is.
#[must_use]
pub fn joined(text: &str) -> String {
    /// A line that ends before this is meant to end there.
    const FULL: usize = 60;
    let mut joined = String::new();
    let mut goes_on = false;
    for line in text.lines() {
        let is_prose = line.starts_with(|first: char| !first.is_whitespace());
        if goes_on && is_prose {
            joined.push(' ');
        } else if !joined.is_empty() {
            joined.push('\n');
        }
        joined.push_str(line);
        goes_on = is_prose && display_width(line) >= FULL;
    }
    joined
}

/// A text that is cut off where the line ends.
#[must_use]
pub fn cut(text: &str, columns: usize) -> String {
    if display_width(text) <= columns {
        return text.to_owned();
    }
    let first = textwrap::wrap(text, Options::new(columns)).into_iter().next();
    first.unwrap_or_default().into_owned()
}

fn broken_line(line: &str, columns: usize) -> Vec<String> {
    if display_width(line) <= columns {
        return vec![line.to_owned()];
    }
    let indent = " ".repeat(hanging_indent(line).min(columns / 2));
    let options =
        Options::new(columns).word_splitter(WordSplitter::NoHyphenation).subsequent_indent(&indent);
    let mut colours = String::new();
    textwrap::wrap(line, options)
        .into_iter()
        .map(|part| {
            let (before, after) = (colours.clone(), colours_after(&colours, &part));
            let end = if after.is_empty() { "" } else { RESET };
            colours = after;
            format!("{before}{part}{end}")
        })
        .collect()
}

/// The colours that hold behind a text.
fn colours_after(before: &str, text: &str) -> String {
    text.split("\u{1b}[").skip(1).fold(before.to_owned(), |colours, part| {
        match part.split_once('m') {
            Some(("" | "0", _)) => String::new(),
            Some((numbers, _)) => format!("{colours}\u{1b}[{numbers}m"),
            None => colours,
        }
    })
}

/// Where the further lines of a broken one begin: behind its label, if it has one
/// (a word, then two spaces or more).
fn hanging_indent(line: &str) -> usize {
    let plain = crate::terminal::plain(line);
    let text = plain.trim_start();
    let margin = plain.len() - text.len();
    let label = text.find("  ").filter(|&end| !text[..end].contains(' ') || end < 12);
    label.map_or(margin, |end| {
        let gap = text[end..].len() - text[end..].trim_start().len();
        margin + display_width(&text[..end]) + gap
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, columns: usize, expected: &[&str]) {
        assert_eq!(broken(line, columns), expected);
    }

    #[test]
    fn what_fits_stays_as_it_is() {
        check("  PASS  connects", 20, &["  PASS  connects"]);
    }

    #[test]
    fn a_long_line_goes_on_behind_its_label() {
        check("  PASS  connects to HOST", 17, &["  PASS  connects", "        to HOST"]);
    }

    #[test]
    fn colours_end_with_a_line_and_begin_again_on_the_next() {
        check(
            "\u{1b}[31maaa bbb\u{1b}[0m c",
            5,
            &["\u{1b}[31maaa\u{1b}[0m", "\u{1b}[31mbbb\u{1b}[0m c"],
        );
    }

    #[test]
    fn a_command_stays_in_one_line() {
        let text = "Next: read the task first\nThen: cargo xtask check client\n";
        let expected = "Next: read\nthe task\nfirst\nThen: cargo xtask check client\n";
        assert_eq!(fitted(text, 11), expected);
    }

    #[test]
    fn sentences_are_joined_and_code_is_not() {
        let long = "x".repeat(60);
        let text = format!("{long}\nand more.\n\n    let code = {long};\n    more();\nEnd.");
        let expected = format!("{long} and more.\n\n    let code = {long};\n    more();\nEnd.");
        assert_eq!(joined(&text), expected);
    }

    #[test]
    fn a_cut_line_never_exceeds_the_width() {
        assert_eq!(cut("client: 3 of 20 checks", 10), "client: 3");
    }
}
