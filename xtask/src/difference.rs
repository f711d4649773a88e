//! What differs between two sources, as lines with `-` and `+`, a few others
//! around them. The words carry it; colour only repeats it.

use anstyle::{AnsiColor, Style};
use course::show;
use similar::{ChangeTag, TextDiff};
use std::fmt::Write as _;

/// Lines that did not change, shown around those that did: enough to find the place.
const AROUND: usize = 3;
/// How wide a tab is shown; rustfmt indents by as much.
const TAB: &str = "    ";

/// The lines that differ; empty if none does. Line ends do not count: editors and
/// git change them.
pub fn lines(old: &str, new: &str) -> String {
    let (old, new) = (old.replace("\r\n", "\n"), new.replace("\r\n", "\n"));
    let difference = TextDiff::from_lines(&old, &new);
    let mut text = String::new();
    for hunk in difference.unified_diff().context_radius(AROUND).iter_hunks() {
        let _ = writeln!(text, "{}", hunk.header());
        for change in hunk.iter_changes() {
            let (sign, style) = match change.tag() {
                ChangeTag::Equal => (' ', Style::new()),
                ChangeTag::Delete => ('-', AnsiColor::Red.on_default()),
                ChangeTag::Insert => ('+', AnsiColor::Green.on_default()),
            };
            let line = change.value().trim_end_matches('\n').replace('\t', TAB);
            let _ = writeln!(text, "{style}{sign}{}{style:#}", show::escape(line.as_bytes()));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(old: &str, new: &str, expected: &str) {
        assert_eq!(anstream::adapter::strip_str(&lines(old, new)).to_string(), expected);
    }

    #[test]
    fn lines_that_differ_are_marked() {
        check("a\nb\nc\n", "a\nd\nc\n", "@@ -1,3 +1,3 @@\n a\n-b\n+d\n c\n");
    }

    #[test]
    fn line_ends_do_not_count() {
        check("a\r\nb\r\n", "a\nb\n", "");
    }

    #[test]
    fn nothing_that_steers_a_terminal_comes_through() {
        check("", "\ta\u{1b}[2J\n", "@@ -0,0 +1 @@\n+    a\\u{1b}[2J\n");
    }
}
