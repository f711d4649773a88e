//! The screen as data: what is to be seen, in lines, for a size. Writes nothing.
//!
//! Above stands what is being read, below it a line that says where it stands,
//! and one with the keys. The upper part never jumps back: while a run goes on,
//! lines are added, and it moves down only until the first finding can be read.

use crate::event::{Key, Size};
use crate::keys::{self, Wish};
use crate::list::{self, Choice, List};
use crate::telling::{Focus, Telling};
use course::step::Step;
use report::lines::{broken, cut};

/// The lines at the bottom: where it stands, and the keys.
const BOTTOM: usize = 2;

/// The screen.
#[derive(Debug)]
pub struct Screen {
    size: Size,
    /// What is told, and seen.
    telling: Telling,
    /// What the run that has just begun tells: seen when there is something.
    fresh: Option<Telling>,
    /// What is being done, if it is not only checking.
    doing: Option<String>,
    page: Page,
    scroll: Scroll,
}

/// What the upper part shows.
#[derive(Debug)]
enum Page {
    /// The checks.
    Run,
    /// A text: help, a hint, the solution.
    Text(String),
    /// The list of steps.
    List(List),
    /// A question about a reset, to be answered with `y`.
    AskReset(String),
}

/// Which line of the upper part is its first.
#[derive(Debug, Clone, Copy)]
enum Scroll {
    /// As far down as what is told asks for, and never up.
    Follow(usize),
    /// Where the student has moved it.
    ByHand(usize),
}

/// What is asked of the tool.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Request {
    /// Nothing.
    None,
    /// What a key stands for.
    Wish(Wish),
    /// To watch this step.
    Choose(Step),
    /// To reset the step: it was confirmed.
    Reset,
}

impl Screen {
    /// The screen before anything was told.
    #[must_use]
    pub fn new(step: Step, size: Size) -> Self {
        Self {
            size,
            telling: Telling::of(step),
            fresh: None,
            doing: None,
            page: Page::Run,
            scroll: Scroll::Follow(0),
        }
    }

    /// The terminal has another size.
    pub fn resize(&mut self, size: Size) {
        self.size = size;
        self.scroll = Scroll::Follow(0);
    }

    /// A run begins. What was told stays until there is something new; not that
    /// of another step.
    pub fn begin(&mut self, step: Step) {
        let fresh = Telling::of(step);
        self.doing = Some("building".to_owned());
        if self.telling.step == step {
            self.fresh = Some(fresh);
        } else {
            self.show_run();
            self.telling = fresh;
            self.scroll = Scroll::Follow(0);
        }
    }

    /// Says what is being done.
    pub fn doing(&mut self, what: &str) {
        self.doing = Some(what.to_owned());
    }

    /// Another step is being checked, too. What is told of this one stays as it is.
    pub fn also_checking(&mut self, step: Step) {
        let summary = self.telling.summary();
        let step_prefix = format!("{}: ", self.telling.step);
        let summary = summary.strip_prefix(&step_prefix).unwrap_or(&summary);
        self.doing = Some(format!("{summary}; now checking {step}, which uses it"));
    }

    /// Adds to what the newest run tells.
    pub fn tell(&mut self, add: impl FnOnce(&mut Telling)) {
        self.doing = None;
        match &mut self.fresh {
            None => add(&mut self.telling),
            Some(fresh) => {
                add(fresh);
                if fresh.has_begun() {
                    self.telling = fresh.clone();
                    self.fresh = None;
                    if matches!(self.page, Page::Run) {
                        self.scroll = Scroll::Follow(0);
                    }
                }
            }
        }
    }

    /// Shows a text instead of the checks.
    pub fn show(&mut self, text: String) {
        self.page = Page::Text(text);
        self.scroll = Scroll::ByHand(0);
    }

    /// Shows the list of steps.
    pub fn show_list(&mut self, rows: Vec<(Step, String)>) {
        self.page = Page::List(List::new(rows, self.telling.step));
        self.scroll = Scroll::ByHand(0);
    }

    /// Has the list, if it is what is seen, show how the steps stand by now.
    pub fn renew_list(&mut self, rows: impl FnOnce() -> Vec<(Step, String)>) {
        if let Page::List(list) = &mut self.page {
            list.renew(rows());
        }
    }

    /// Asks whether to reset the step. The question says what would be lost.
    pub fn ask_reset(&mut self, question: String) {
        self.page = Page::AskReset(question);
        self.scroll = Scroll::ByHand(0);
    }

    /// Shows the checks.
    pub fn show_run(&mut self) {
        self.page = Page::Run;
        self.scroll = Scroll::Follow(0);
    }

    /// Takes a key.
    pub fn key(&mut self, key: Key) -> Request {
        if key == Key::Interrupt || key == Key::Character('q') {
            return Request::Wish(Wish::Quit);
        }
        match &mut self.page {
            Page::List(list) => match list.key(key) {
                Choice::Open => return Request::None,
                Choice::Back => self.show_run(),
                Choice::Step(step) => {
                    self.show_run();
                    return Request::Choose(step);
                }
            },
            Page::AskReset(_) if key == Key::Character('y') => {
                self.show_run();
                return Request::Reset;
            }
            Page::AskReset(_) if key.scrolls() => self.scroll_by(key),
            Page::AskReset(_) => self.show_run(),
            Page::Run | Page::Text(_) => match (Wish::of(key), key) {
                (Some(Wish::Help), _) => self.show(keys::HELP.to_owned()),
                (Some(wish), _) => return Request::Wish(wish),
                (None, Key::Escape | Key::Enter) => self.show_run(),
                (None, key) => self.scroll_by(key),
            },
        }
        Request::None
    }

    fn scroll_by(&mut self, key: Key) {
        let (room, lines) = (self.room(), self.lines().len());
        let last = lines.saturating_sub(room);
        let top = self.top(lines);
        let to = match key {
            Key::Up => top.saturating_sub(1),
            Key::Down => top + 1,
            Key::PageUp => top.saturating_sub(room.saturating_sub(1)),
            Key::PageDown => top + room.saturating_sub(1),
            Key::Home => 0,
            Key::End => last,
            Key::Character(_) | Key::Enter | Key::Escape | Key::Backspace | Key::Interrupt => {
                return;
            }
        };
        self.scroll = Scroll::ByHand(to.min(last));
    }

    /// The lines from the first to the last row of the terminal.
    pub fn frame(&mut self) -> Vec<String> {
        let (room, lines) = (self.room(), self.lines());
        let top = self.top(lines.len());
        if let Scroll::Follow(_) = self.scroll {
            self.scroll = Scroll::Follow(top);
        }
        let below = lines.len().saturating_sub(top + room);
        let mut frame: Vec<String> = lines.into_iter().skip(top).take(room).collect();
        frame.resize(room, String::new());
        frame.push(self.status(top, below));
        frame.push(cut(self.keys(), self.size.columns));
        frame.truncate(self.size.rows.max(1));
        frame
    }

    /// The rows of the upper part.
    fn room(&self) -> usize {
        self.size.rows.saturating_sub(BOTTOM)
    }

    /// All lines of the upper part.
    fn lines(&self) -> Vec<String> {
        let columns = self.size.columns;
        match &self.page {
            Page::Run => broken(&(self.telling.text(columns) + &self.advice()), columns),
            Page::Text(text) | Page::AskReset(text) => broken(text, columns),
            Page::List(list) => broken(&list.text(), columns),
        }
    }

    /// What to do when the step has passed.
    fn advice(&self) -> String {
        match (self.telling.has_passed(), self.telling.next()) {
            (false, _) => String::new(),
            (true, Some(next)) => {
                format!("  Press n to go on to {next}, or s to compare yours with the solution.\n")
            }
            (true, None) => {
                "  This was the last step. Press s to compare yours with the solution.\n".to_owned()
            }
        }
    }

    /// The first line that is seen.
    fn top(&self, lines: usize) -> usize {
        let last = lines.saturating_sub(self.room());
        match (self.scroll, &self.page) {
            (Scroll::ByHand(top), _) => top.min(last),
            (Scroll::Follow(top), Page::Run) => {
                let columns = self.size.columns;
                let wanted = match self.telling.focus(columns) {
                    Focus::Begin => 0,
                    Focus::End => last,
                    Focus::Part { before, through } => {
                        let end = broken(&through, columns).len();
                        end.saturating_sub(self.room()).min(broken(&before, columns).len())
                    }
                };
                top.max(wanted).min(last)
            }
            (Scroll::Follow(top), Page::Text(_) | Page::List(_) | Page::AskReset(_)) => {
                top.min(last)
            }
        }
    }

    /// Where it stands, and whether there is more to see.
    fn status(&self, above: usize, below: usize) -> String {
        let told = self.fresh.as_ref().unwrap_or(&self.telling);
        let mut status = match &self.doing {
            Some(what) => format!("{}: {what}", told.step),
            None if told.has_passed() && told.next().is_some() => {
                format!("{}; n goes on", told.summary())
            }
            None => told.summary(),
        };
        let more = match (above, below) {
            (0, 0) => "",
            (_, 0) => "  (more: Up)",
            (_, _) => "  (more: Down)",
        };
        let room = self.size.columns.saturating_sub(more.len());
        status = cut(&status, room);
        format!("\u{1b}[1m{status}\u{1b}[0m{more}")
    }

    fn keys(&self) -> &'static str {
        match self.page {
            Page::Run | Page::Text(_) => keys::line(self.size.columns),
            Page::List(_) => list::KEYS,
            Page::AskReset(_) => "y reset  any other key: keep everything  q quit",
        }
    }
}

#[cfg(test)]
#[path = "screen_tests.rs"]
mod tests;
