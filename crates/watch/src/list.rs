//! The list of steps: choosing with the arrow keys, searching by typing.

use crate::event::Key;
use course::step::Step;

/// The list, and where one is in it.
#[derive(Debug, Clone)]
pub struct List {
    /// Each step, and how it stands.
    rows: Vec<(Step, String)>,
    search: String,
    chosen: Step,
}

/// What a key in the list leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// One is still choosing.
    Open,
    /// This step.
    Step(Step),
    /// None.
    Back,
}

/// The keys of the list.
pub const KEYS: &str = "Up/Down choose  Enter go  type to search  Esc back  q quit";

impl List {
    /// The list, with one step chosen.
    #[must_use]
    pub fn new(rows: Vec<(Step, String)>, chosen: Step) -> Self {
        Self { rows, search: String::new(), chosen }
    }

    /// The steps stand otherwise by now. What is chosen and searched stays.
    pub fn renew(&mut self, rows: Vec<(Step, String)>) {
        self.rows = rows;
    }

    /// Takes a key.
    pub fn key(&mut self, key: Key) -> Choice {
        let found = self.found();
        let at = found.iter().position(|step| *step == self.chosen);
        let to = |index: usize| found.get(index).copied();
        match key {
            Key::Enter => return at.map_or(Choice::Open, |_| Choice::Step(self.chosen)),
            Key::Escape if self.search.is_empty() => return Choice::Back,
            Key::Escape => self.search.clear(),
            Key::Character(character) => self.search.push(character),
            Key::Backspace => drop(self.search.pop()),
            Key::Up => {
                self.chosen = at.and_then(|at| to(at.checked_sub(1)?)).unwrap_or(self.chosen)
            }
            Key::Down => self.chosen = at.and_then(|at| to(at + 1)).unwrap_or(self.chosen),
            Key::Home | Key::PageUp => self.chosen = to(0).unwrap_or(self.chosen),
            Key::End | Key::PageDown => {
                self.chosen = found.last().copied().unwrap_or(self.chosen);
            }
            Key::Interrupt => return Choice::Back,
        }
        let found = self.found();
        if !found.contains(&self.chosen) {
            self.chosen = found.first().copied().unwrap_or(self.chosen);
        }
        Choice::Open
    }

    /// The steps that fit the search.
    fn found(&self) -> Vec<Step> {
        let fits = |step: &Step| step.name().contains(&self.search);
        self.rows.iter().map(|(step, _)| *step).filter(fits).collect()
    }

    /// The list as text; the chosen step has a mark.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = format!("Steps, found with \"{}\":\n\n", self.search);
        if self.search.is_empty() {
            text = "Steps:\n\n".to_owned();
        }
        let found = self.found();
        for (step, state) in self.rows.iter().filter(|(step, _)| found.contains(step)) {
            let mark = if *step == self.chosen { ">" } else { " " };
            text.push_str(&format!("{mark} {step:20} {state}\n"));
        }
        if found.is_empty() {
            text.push_str("  No step has this in its name. Backspace takes a letter back.\n");
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list() -> List {
        List::new(Step::ALL.map(|step| (step, String::new())).to_vec(), Step::Client)
    }

    #[track_caller]
    fn check(keys: &[Key], expected: Choice) {
        let mut list = list();
        let last = keys.iter().fold(Choice::Open, |_, &key| list.key(key));
        assert_eq!(last, expected);
    }

    #[test]
    fn arrows_choose() {
        check(&[Key::Down, Key::Enter], Choice::Step(Step::Ipv6Server));
        check(&[Key::Home, Key::Up, Key::Enter], Choice::Step(Step::ResolveAndConnect));
    }

    #[test]
    fn a_new_verdict_changes_the_rows_and_not_what_is_chosen() {
        let mut list = list();
        list.key(Key::Down);
        list.renew(Step::ALL.map(|step| (step, "passed".to_owned())).to_vec());
        assert!(list.text().contains("> ipv6-server          passed"), "{}", list.text());
    }

    #[test]
    fn typing_searches() {
        check(&[Key::Character('u'), Key::Character('d'), Key::Enter], Choice::Step(Step::UdpPair));
        check(&[Key::Character('z'), Key::Enter], Choice::Open);
        check(&[Key::Character('z'), Key::Escape, Key::Escape], Choice::Back);
    }
}
