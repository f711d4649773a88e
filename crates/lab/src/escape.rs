//! Escaping: what a program printed or sent is data of unknown origin, and
//! nothing in it may steer a terminal, or a CI that reads a log. Knows no page, no
//! file format.

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
}
