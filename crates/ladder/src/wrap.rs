//! Breaks a text into lines of a width, measured in cells of a terminal.

use textwrap::core::{Word, display_width};
use textwrap::{Options, WordSeparator, WordSplitter};

use crate::characters::Characters;

/// How far the lines behind the first are moved in.
const INDENT: &str = "  ";

/// The text in lines that are at most `width` cells wide. What does not fit
/// into `most` lines is cut, and the cut is marked.
pub(crate) fn lines(text: &str, width: usize, most: usize, characters: Characters) -> Vec<String> {
    let options = Options::new(width)
        .subsequent_indent(INDENT)
        .word_separator(WordSeparator::Custom(words))
        .word_splitter(WordSplitter::NoHyphenation);
    let mut lines: Vec<String> =
        textwrap::wrap(text, options).into_iter().map(std::borrow::Cow::into_owned).collect();
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            let mark = characters.cut_mark();
            while display_width(last) + display_width(mark) > width && last.pop().is_some() {}
            last.push_str(mark);
        }
    }
    lines
}

/// Words end at a blank, and behind the parenthesis of a call: an address is
/// not broken if that can be helped.
fn words(line: &str) -> Box<dyn Iterator<Item = Word<'_>> + '_> {
    let mut words = Vec::new();
    let mut start = 0;
    let mut before = ' ';
    for ((_, character), (at, next)) in line.char_indices().zip(line.char_indices().skip(1)) {
        let opens_a_call = character == '(' && before != ' ' && next != ')';
        if (character == ' ' && next != ' ') || opens_a_call {
            words.push(Word::from(&line[start..at]));
            start = at;
        }
        before = character;
    }
    if start < line.len() {
        words.push(Word::from(&line[start..]));
    }
    Box::new(words.into_iter())
}
