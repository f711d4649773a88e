//! What can happen while a step is watched. All of it comes to one place, in
//! order, through one channel.

use report::data::{CheckReport, StepReport};

/// Something that happened.
#[derive(Debug)]
pub enum Event {
    /// Something below `exercises/` changed, or may have.
    Saved,
    /// A key was pressed.
    Key(Key),
    /// The terminal has another size.
    Resized(Size),
    /// Ctrl-Z: the shell is to have the terminal for a while.
    Stop,
    /// We were stopped, and go on (`fg` in a shell): the terminal was another's.
    Resumed,
    /// A run tells something.
    Run {
        /// Which run: one that was cancelled is not listened to any more.
        number: u64,
        /// What it tells.
        news: News,
    },
    /// The terminal, or whoever reads our lines, is gone.
    Gone,
}

/// What a run tells.
#[derive(Debug)]
pub enum News {
    /// Cargo says what takes so long.
    Building(String),
    /// A check has its verdict.
    Check(Box<CheckReport>),
    /// All is said.
    Done(Box<StepReport>),
    /// The tool could not do its work, and why.
    Fault(String),
}

/// A key that means something here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// A character.
    Character(char),
    /// Up by a line.
    Up,
    /// Down by a line.
    Down,
    /// Up by a screen.
    PageUp,
    /// Down by a screen.
    PageDown,
    /// To the first line.
    Home,
    /// To the last line.
    End,
    /// This one.
    Enter,
    /// Back.
    Escape,
    /// Without the last character.
    Backspace,
    /// Ctrl-C.
    Interrupt,
}

impl Key {
    /// Whether it moves what is read, and asks for nothing.
    #[must_use]
    pub fn scrolls(self) -> bool {
        match self {
            Self::Up | Self::Down | Self::PageUp | Self::PageDown | Self::Home | Self::End => true,
            Self::Character(_) | Self::Enter | Self::Escape | Self::Backspace | Self::Interrupt => {
                false
            }
        }
    }
}

/// The size of a terminal, in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// Characters in a line.
    pub columns: usize,
    /// Lines.
    pub rows: usize,
}
