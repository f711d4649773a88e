//! Texts of unknown origin, made fit for a file: escaped line by line, and cut at
//! the border of a character, with a word that says so.

use course::show;

/// A text without control characters, its line ends kept.
#[must_use]
pub fn lines(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(|line| show::escape(line.as_bytes())).collect();
    lines.join("\n")
}

/// A text in one line, without control characters.
#[must_use]
pub fn line(text: &str) -> String {
    show::escape(text.as_bytes())
}

/// At most `most` characters; what is cut is said at the end, within the limit.
#[must_use]
pub fn cut_characters(text: &str, most: usize) -> String {
    let all = text.chars().count();
    if all <= most {
        return text.to_owned();
    }
    let word = format!("\n… cut, of {all} characters");
    let kept = most.saturating_sub(word.chars().count());
    text.chars().take(kept).chain(word.chars()).take(most).collect()
}

/// At most `most` bytes; what is cut is said at the end, within the limit.
#[must_use]
pub fn cut_bytes(text: &str, most: usize) -> String {
    if text.len() <= most {
        return text.to_owned();
    }
    let word = format!("\n… cut, of {} bytes\n", text.len());
    let room = most.saturating_sub(word.len());
    let kept = (0..=room).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    format!("{}{word}", &text[..kept])
}
