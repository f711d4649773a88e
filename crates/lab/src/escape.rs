//! Escaping: what a program printed or sent is data of unknown origin, and
//! nothing in it may steer a terminal. Knows no page, no file format.

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
}
