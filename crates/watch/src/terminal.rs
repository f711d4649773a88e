//! The terminal: raw mode and the alternate screen, taken and given back; frames
//! written so that nothing flashes. Knows no step.
//!
//! Whichever way the tool ends (`q`, a signal, a panic), [`restore`] gives the
//! terminal back as it was; it may be called any number of times.

use crate::event::{Event, Key, Size};
use crossterm::cursor::{Hide, MoveTo, Show};
use crossterm::event::{
    self, DisableBracketedPaste, EnableBracketedPaste, KeyCode, KeyEvent, KeyEventKind,
    KeyModifiers,
};
use crossterm::style::Print;
use crossterm::terminal::{
    self, BeginSynchronizedUpdate, Clear, ClearType, DisableLineWrap, EnableLineWrap,
    EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen,
};
use crossterm::{execute, queue};
use std::io::{self, IsTerminal, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::thread;

/// Whether the terminal is ours now.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// The terminal, as long as it is ours.
pub struct Terminal {
    /// What stands there now.
    shown: Vec<String>,
}

/// Whether there is a terminal on both sides that can do what we need.
#[must_use]
pub fn is_there() -> bool {
    let is_dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    io::stdin().is_terminal() && io::stdout().is_terminal() && !is_dumb
}

impl Terminal {
    /// Takes the terminal.
    ///
    /// # Errors
    /// If it does not let itself be taken.
    pub fn take() -> io::Result<Self> {
        restore_at_panic();
        terminal::enable_raw_mode()?;
        TAKEN.store(true, Ordering::SeqCst);
        let terminal = Self { shown: Vec::new() };
        enter()?;
        Ok(terminal)
    }

    /// Its size.
    #[must_use]
    pub fn size() -> Size {
        /// Of a terminal that does not know its own: it says 0 (serial lines, containers).
        const USUAL: (u16, u16) = (80, 24);
        let known = terminal::size().ok().filter(|&(columns, rows)| columns > 0 && rows > 0);
        let (columns, rows) = known.unwrap_or(USUAL);
        Size { columns: columns.into(), rows: rows.into() }
    }

    /// Writes a frame: only the lines that are others than before.
    ///
    /// # Errors
    /// If the terminal is gone.
    pub fn draw(&mut self, frame: Vec<String>) -> io::Result<()> {
        let mut bytes = Vec::new();
        queue!(bytes, BeginSynchronizedUpdate)?;
        for (row, line) in frame.iter().enumerate() {
            if self.shown.get(row) != Some(line) {
                let row = u16::try_from(row).unwrap_or(u16::MAX);
                let line = coloured(line);
                queue!(bytes, MoveTo(0, row), Print(line), Clear(ClearType::UntilNewLine))?;
            }
        }
        queue!(bytes, EndSynchronizedUpdate)?;
        self.shown = frame;
        let mut out = io::stdout().lock();
        out.write_all(&bytes)?;
        out.flush()
    }

    /// Has the next frame written whole: after a resize, and after programs ran
    /// that may have written to the terminal themselves.
    pub fn forget(&mut self) {
        self.shown.clear();
    }

    /// Takes the terminal's modes again: a program may have changed them.
    pub fn retake(&mut self) {
        self.forget();
        // The first gives back what was before ours, the second takes that anew.
        let _ = terminal::disable_raw_mode();
        let _ = terminal::enable_raw_mode();
    }

    /// Takes all of it again: we were stopped, and the shell had it.
    pub fn resume(&mut self) {
        TAKEN.store(true, Ordering::SeqCst);
        self.retake();
        // An error means that it is gone, which is noticed elsewhere.
        let _ = enter();
    }

    /// Gives it to the shell, as Ctrl-Z does, until we are to go on.
    pub fn lend(&mut self) {
        restore();
        lab::signals::stop();
        self.resume();
    }
}

/// Has the terminal show a screen of ours.
fn enter() -> io::Result<()> {
    execute!(io::stdout(), EnterAlternateScreen, DisableLineWrap, Hide, Clear(ClearType::All))?;
    // Old consoles of Windows do not know that.
    let _ = execute!(io::stdout(), EnableBracketedPaste);
    Ok(())
}

impl Drop for Terminal {
    fn drop(&mut self) {
        restore();
    }
}

/// Gives the terminal back as it was. Does nothing if it is not ours.
pub fn restore() {
    if TAKEN.swap(false, Ordering::SeqCst) {
        let _ = execute!(io::stdout(), DisableBracketedPaste);
        let _ = execute!(io::stdout(), EnableLineWrap, Show, LeaveAlternateScreen);
        let _ = terminal::disable_raw_mode();
    }
}

/// A panic must be readable, and leave the terminal as it was. That of a run is
/// told where its verdict would be.
fn restore_at_panic() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if thread::current().name() == Some("main") {
            restore();
            usual(panic);
        }
    }));
}

/// A line with or without its colours, as the terminal has them.
fn coloured(line: &str) -> String {
    match anstream::AutoStream::choice(&io::stdout()) {
        anstream::ColorChoice::Never => report::terminal::plain(line),
        anstream::ColorChoice::Auto
        | anstream::ColorChoice::Always
        | anstream::ColorChoice::AlwaysAnsi => line.to_owned(),
    }
}

/// Reads keys and sizes, on a thread of its own, until the terminal is gone; and
/// notices that we go on after we were stopped.
pub fn read_events(sender: Sender<Event>) {
    let resumed = sender.clone();
    // An error means that nobody listens any more.
    lab::signals::on_going_on(move || drop(resumed.send(Event::Resumed)));
    thread::spawn(move || {
        loop {
            let event = match event::read() {
                Ok(event::Event::Key(key)) => understood(key),
                Ok(event::Event::Resize(..)) => Some(Event::Resized(Terminal::size())),
                // What is pasted was meant for the editor: its letters are no keys.
                Ok(event::Event::Paste(_)) => None,
                Ok(_) => None,
                Err(_) => Some(Event::Gone),
            };
            let is_last = matches!(event, Some(Event::Gone));
            let is_heard = event.is_none_or(|event| sender.send(event).is_ok());
            if is_last || !is_heard {
                return;
            }
        }
    });
}

/// What a key means, if it means something here.
fn understood(key: KeyEvent) -> Option<Event> {
    // Windows tells the release, too.
    if key.kind == KeyEventKind::Release {
        return None;
    }
    let is_control = key.modifiers.contains(KeyModifiers::CONTROL);
    let key = match key.code {
        KeyCode::Char('z') if is_control => return Some(Event::Stop),
        KeyCode::Char('c') if is_control => Key::Interrupt,
        KeyCode::Char(_) if is_control => return None,
        KeyCode::Char(character) => Key::Character(character),
        KeyCode::Up => Key::Up,
        KeyCode::Down => Key::Down,
        KeyCode::PageUp => Key::PageUp,
        KeyCode::PageDown => Key::PageDown,
        KeyCode::Home => Key::Home,
        KeyCode::End => Key::End,
        KeyCode::Enter => Key::Enter,
        KeyCode::Esc => Key::Escape,
        KeyCode::Backspace => Key::Backspace,
        _ => return None,
    };
    Some(Event::Key(key))
}
