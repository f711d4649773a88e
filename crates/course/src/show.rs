//! Showing bytes to people: what a program printed or sent is data of unknown
//! origin, so control characters never come through.

pub use lab::escape::escape;

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
