//! The tool on a pseudo-terminal: its keys, its screen, its modes.

use super::{LONGEST, LONGEST_WITH_BUILD, program_of};
use crate::common::classroom::Classroom;
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use std::ffi::OsString;
use std::io::{Read, Write};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Instant;

/// The tool on a pseudo-terminal. Ended with this value.
pub struct Terminal {
    master: Box<dyn MasterPty + Send>,
    keyboard: Mutex<Box<dyn Write + Send>>,
    child: Box<dyn Child + Send + Sync>,
    seen: Arc<Seen>,
}

/// What stands on the screen, and that it has changed.
struct Seen {
    screen: Mutex<Screen>,
    changed: Condvar,
}

struct Screen {
    parser: vt100::Parser,
    is_over: bool,
}

impl Seen {
    fn lock(&self) -> MutexGuard<'_, Screen> {
        self.screen.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn size(columns: u16, rows: u16) -> PtySize {
    PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }
}

impl Terminal {
    /// Starts the tool in a classroom.
    pub fn start(classroom: &Classroom, arguments: &[&str], columns: u16, rows: u16) -> Self {
        Self::start_through(&[], classroom, arguments, columns, rows)
    }

    /// Starts the tool in a classroom through another command, which stands before its own.
    pub fn start_through(
        before: &[&str],
        classroom: &Classroom,
        arguments: &[&str],
        columns: u16,
        rows: u16,
    ) -> Self {
        let pair = native_pty_system().openpty(size(columns, rows)).expect("a pseudo-terminal");
        let tool = program_of(arguments.first().copied());
        let words = before.iter().map(OsString::from).chain([tool.into_os_string()]);
        let mut command = CommandBuilder::from_argv(words.collect());
        command.args(arguments);
        command.cwd(classroom.root());
        command.env("CARGO_MANIFEST_DIR", classroom.path("xtask"));
        command.env("CARGO_TARGET_DIR", classroom.path("target"));
        command.env("TERM", "xterm-256color");
        command.env_remove("NO_COLOR");
        let child = pair.slave.spawn_command(command).expect("the tool starts");
        // Only the tool holds it now, so that its end is the terminal's.
        drop(pair.slave);
        let mut output = pair.master.try_clone_reader().expect("the terminal's output");
        let parser = vt100::Parser::new(rows, columns, 0);
        let seen = Arc::new(Seen {
            screen: Mutex::new(Screen { parser, is_over: false }),
            changed: Condvar::new(),
        });
        let reader = Arc::clone(&seen);
        thread::spawn(move || {
            let mut bytes = [0; 4096];
            // On Linux the end is an error (EIO).
            while let Ok(length @ 1..) = output.read(&mut bytes) {
                reader.lock().parser.process(&bytes[..length]);
                reader.changed.notify_all();
            }
            reader.lock().is_over = true;
            reader.changed.notify_all();
        });
        let keyboard = Mutex::new(pair.master.take_writer().expect("the terminal's input"));
        Self { master: pair.master, keyboard, child, seen }
    }

    /// What stands on the screen.
    pub fn text(&self) -> String {
        self.seen.lock().parser.screen().contents()
    }

    /// Waits until this text stands on the screen.
    #[track_caller]
    pub fn shows(&self, text: &str) -> &Self {
        self.is(text, |screen| screen.contains(text))
    }

    /// Waits until the screen is so.
    #[track_caller]
    pub fn is(&self, what: &str, wanted: impl Fn(&str) -> bool) -> &Self {
        let deadline = Instant::now() + LONGEST_WITH_BUILD;
        let mut screen = self.seen.lock();
        loop {
            let text = screen.parser.screen().contents();
            if wanted(&text) {
                return self;
            }
            let left = deadline.saturating_duration_since(Instant::now());
            assert!(!left.is_zero() && !screen.is_over, "no {what:?} on:\n{text}");
            let changed = self.seen.changed.wait_timeout(screen, left);
            screen = changed.unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// The lines that the terminal has broken, since they are too long for it.
    pub fn broken_lines(&self) -> Vec<String> {
        let seen = self.seen.lock();
        let (screen, (_, columns)) = (seen.parser.screen(), seen.parser.screen().size());
        let rows = screen.rows(0, columns).zip(0..);
        rows.filter(|(_, row)| screen.row_wrapped(*row)).map(|(text, _)| text).collect()
    }

    /// Types.
    pub fn types(&self, keys: &str) -> &Self {
        let mut keyboard = self.keyboard.lock().unwrap_or_else(PoisonError::into_inner);
        keyboard.write_all(keys.as_bytes()).expect("the tool reads");
        drop(keyboard);
        self
    }

    pub fn resize(&self, columns: u16, rows: u16) {
        self.seen.lock().parser.screen_mut().set_size(rows, columns);
        self.master.resize(size(columns, rows)).expect("the terminal takes another size");
    }

    /// The terminal's modes, to be compared.
    pub fn modes(&self) -> String {
        format!("{:?}", self.master.get_termios().expect("the terminal's modes"))
    }

    /// Whether it shows the tool's screen and not that of the shell.
    pub fn has_screen_of_its_own(&self) -> bool {
        self.seen.lock().parser.screen().alternate_screen()
    }

    /// Whether it was asked to mark what is pasted, so that it can be told from keys.
    pub fn brackets_what_is_pasted(&self) -> bool {
        self.seen.lock().parser.screen().bracketed_paste()
    }

    pub fn id(&self) -> u32 {
        self.child.process_id().expect("it runs")
    }

    /// Waits for the tool's end, and for all that it wrote; gives its exit status.
    /// What stood on the screen before is there again, and the cursor, too.
    #[track_caller]
    pub fn ends_with(&mut self, status: u32) {
        let child = &mut self.child;
        let ended = super::until("the tool's end", || child.try_wait().expect("our child"));
        assert_eq!(ended.exit_code(), status, "{}", self.text());
        let waited = self.seen.changed.wait_timeout_while(self.seen.lock(), LONGEST, |screen| {
            // Its end may come before its last words.
            !screen.is_over
        });
        let screen = waited.unwrap_or_else(PoisonError::into_inner).0;
        assert!(screen.is_over, "the terminal is closed");
        assert!(!screen.parser.screen().alternate_screen(), "the alternate screen is left");
        assert!(!screen.parser.screen().hide_cursor(), "the cursor is shown");
        assert!(!screen.parser.screen().bracketed_paste(), "pastes are as they were");
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // An error means that it has ended.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
