//! What the keys do, and how it is said.

use crate::event::Key;

/// What can be asked for with a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    /// The next step.
    Next,
    /// The step before.
    Previous,
    /// A hint.
    Hint,
    /// The list of steps.
    List,
    /// Check again.
    Again,
    /// The reference solution.
    Solution,
    /// The stub again.
    Reset,
    /// What the keys do.
    Help,
    /// The end.
    Quit,
}

impl Wish {
    /// What a key asks for.
    #[must_use]
    pub fn of(key: Key) -> Option<Self> {
        match key {
            Key::Character('n') => Some(Self::Next),
            Key::Character('p') => Some(Self::Previous),
            Key::Character('h') => Some(Self::Hint),
            Key::Character('l') => Some(Self::List),
            Key::Character('r') => Some(Self::Again),
            Key::Character('s') => Some(Self::Solution),
            Key::Character('x') => Some(Self::Reset),
            Key::Character('?') => Some(Self::Help),
            Key::Character('q') | Key::Interrupt => Some(Self::Quit),
            Key::Character(_)
            | Key::Up
            | Key::Down
            | Key::PageUp
            | Key::PageDown
            | Key::Home
            | Key::End
            | Key::Enter
            | Key::Escape
            | Key::Backspace => None,
        }
    }
}

/// All keys in one line: in words as far as they fit.
#[must_use]
pub fn line(columns: usize) -> &'static str {
    const LINES: [&str; 4] = [
        "n next  p previous  h hint  l list  r run  s solution  x reset  ? help  q quit",
        "n/p step h hint l list r run s solution x reset ? help q quit",
        "n/p step h hint l list r run s solution x reset ? q quit",
        "n p h l r s x   ? help  q quit",
    ];
    LINES.into_iter().find(|line| line.len() <= columns).unwrap_or("? help  q quit")
}

/// What is shown for `?`.
pub const HELP: &str = "\
Handshake checks your step again each time you save it.

  n          go to the next step
  p          go to the previous step
  h          show a hint; again for the next one
  l          list the steps, and go to one
  r          run the checks again, without a save
  s          show the solution of a step that has passed
  x          put the stub back; your file is kept
  ?          show this help
  q, Ctrl-C  quit
  Ctrl-Z     back to the shell; fg goes on

  Up, Down, Page Up, Page Down, Home, End    scroll
  Esc                                        to the checks

A save in the middle of a run begins it anew. At the end
you see the verdict of what is in the file.
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_is_in_the_line_of_a_narrow_terminal() {
        for columns in [56, 60, 80, 200] {
            let line = line(columns);
            assert!(line.len() <= columns);
            for key in "nphlrsx?q".chars() {
                assert!(line.contains(key), "{key} at {columns}");
                assert!(Wish::of(Key::Character(key)).is_some());
            }
        }
    }
}
