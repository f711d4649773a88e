//! Showing bytes to people: what a program printed or sent is data of unknown
//! origin, so control characters never come through.

/// The most characters of a text that are shown.
const LONGEST: usize = 160;
/// How many characters are shown before a difference.
const BEFORE: usize = 24;
/// And behind it.
const AFTER: usize = 48;

/// Text in quotes, with control characters and invalid UTF-8 escaped; the
/// middle of a long one is left out.
#[must_use]
pub fn bytes(bytes: &[u8]) -> String {
    let shown = escape(bytes);
    let characters: Vec<char> = shown.chars().collect();
    if characters.len() <= LONGEST {
        return format!("\"{shown}\"");
    }
    let head: String = characters[..LONGEST / 2].iter().collect();
    let tail: String = characters[characters.len() - LONGEST / 4..].iter().collect();
    format!("\"{head}\" … \"{tail}\" ({} bytes)", bytes.len())
}

/// A text without control characters; `\n` and the like are escaped, and bytes
/// that are no UTF-8 are shown as `\xNN`.
#[must_use]
pub fn escape(bytes: &[u8]) -> String {
    let mut shown = String::new();
    for chunk in bytes.utf8_chunks() {
        for character in chunk.valid().chars() {
            if is_harmless(character) {
                shown.push(character);
            } else {
                shown.extend(character.escape_default());
            }
        }
        for byte in chunk.invalid() {
            shown.push_str(&format!("\\x{byte:02x}"));
        }
    }
    without_commands(shown)
}

/// A CI obeys some lines of a log: GitHub's runner takes `::name …::` behind any
/// white space, and `##[name]` anywhere, as a command. A word that could begin one
/// is broken by an escape; a wrapped line may begin with any word. An address such as
/// `::ffff:127.0.0.1` has no second `::` and stays.
/// <https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs>
fn without_commands(text: String) -> String {
    if !text.contains("::") && !text.contains("##[") {
        return text;
    }
    let mut shown = String::new();
    let mut is_start = true;
    for (at, character) in text.char_indices() {
        let rest = &text[at..];
        let name = rest.strip_prefix("::").filter(|_| is_start);
        let is_command = name.is_some_and(|name| {
            name.starts_with(|first: char| first.is_ascii_alphabetic()) && name.contains("::")
        });
        if is_command || rest.starts_with("##[") {
            shown.extend(character.escape_unicode());
        } else {
            shown.push(character);
        }
        is_start = character.is_whitespace();
    }
    shown
}

/// Whether a character may go to a terminal as it is: no control character, and
/// none that reorders the text around it (Unicode's bidirectional controls).
fn is_harmless(character: char) -> bool {
    !character.is_control()
        && !matches!(character, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// Where two byte strings part, in two lines: the place in the second one, and
/// a caret below it.
#[must_use]
pub fn difference(expected: &[u8], got: &[u8]) -> String {
    let at = expected.iter().zip(got).take_while(|(expected, got)| expected == got).count();
    // Never within a character.
    let at = (0..=at)
        .rev()
        .find(|&at| starts_character(got, at) && starts_character(expected, at))
        .unwrap_or(0);
    let before: Vec<char> = escape(&got[..at]).chars().collect();
    let from = before.len().saturating_sub(BEFORE);
    let before: String = before[from..].iter().collect();
    let lead = if from > 0 { "…" } else { "" };
    let after: String = escape(&got[at..]).chars().take(AFTER).collect();
    let indent = " ".repeat(1 + lead.chars().count() + before.chars().count());
    let what = match (got.get(at), expected.get(at)) {
        (None, Some(_)) => format!("here it ends; {} should follow", bytes(&expected[at..])),
        (Some(_), None) => "this is too much".to_owned(),
        (Some(_), Some(_)) | (None, None) => format!("here should be {}", bytes(&expected[at..])),
    };
    format!("\"{lead}{before}{after}\"\n{indent}^ {what}")
}

fn starts_character(bytes: &[u8], at: usize) -> bool {
    bytes.get(at).is_none_or(|byte| byte & 0b1100_0000 != 0b1000_0000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_steers_a_terminal_comes_through() {
        assert_eq!(escape(b"a\x1b[31m\n\xff\x00"), "a\\u{1b}[31m\\n\\xff\\u{0}");
        assert_eq!(escape("\u{202e}abc".as_bytes()), "\\u{202e}abc");
        assert_eq!(escape("grüßen 🦀".as_bytes()), "grüßen 🦀");
    }

    #[test]
    fn no_line_is_a_command_to_a_ci() {
        assert_eq!(escape(b"::error::x"), "\\u{3a}:error::x");
        assert_eq!(escape(b"a ::set-output name=b::x"), "a \\u{3a}:set-output name=b::x");
        assert_eq!(escape(b"a##[error]x"), "a\\u{23}#[error]x");
        for harmless in
            ["std::io::Error", "::1", "from ::ffff:127.0.0.1", "[::1]:80", "# x", ":: x ::"]
        {
            assert_eq!(escape(harmless.as_bytes()), harmless);
        }
    }

    #[test]
    fn a_difference_is_pointed_at() {
        assert_eq!(difference(b"abcdef", b"abcxef"), "\"abcxef\"\n    ^ here should be \"def\"");
        assert_eq!(
            difference(b"abcdef", b"abc"),
            "\"abc\"\n    ^ here it ends; \"def\" should follow"
        );
        assert_eq!(difference(b"abc", b"abc\n"), "\"abc\\n\"\n    ^ this is too much");
    }

    #[test]
    fn a_difference_within_a_character_is_pointed_at_its_start() {
        assert_eq!(
            difference("aü".as_bytes(), "aé".as_bytes()),
            "\"aé\"\n  ^ here should be \"ü\""
        );
    }

    #[test]
    fn long_texts_are_shortened() {
        assert!(bytes(&[b'x'; 5000]).chars().count() < 200);
    }
}
