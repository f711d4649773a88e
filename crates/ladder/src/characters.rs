//! The characters that a picture may be made of.

use lab::escape::escape;

/// Which characters can be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Characters {
    /// Box drawing and arrows, and letters of all languages.
    Unicode,
    /// ASCII alone; what else a program printed is escaped.
    Ascii,
}

impl Characters {
    /// A text that may come from a program, escaped, in these characters.
    pub(crate) fn spell(self, text: &str) -> String {
        let text = escape(text.as_bytes());
        match self {
            Self::Unicode => text,
            Self::Ascii => text.replace('…', "...").replace('×', "x").chars().fold(
                String::new(),
                |mut spelt, character| {
                    if character.is_ascii() {
                        spelt.push(character);
                    } else {
                        spelt.extend(character.escape_unicode());
                    }
                    spelt
                },
            ),
        }
    }

    /// What stands where a text was cut.
    pub(crate) fn cut_mark(self) -> &'static str {
        match self {
            Self::Unicode => "…",
            Self::Ascii => "...",
        }
    }
}
