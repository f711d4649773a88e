//! `cargo xtask watch`: checks a step again at every save.
//!
//! Everything that happens (a save, a key, a verdict) comes through one channel
//! to one loop, which waits for it without a clock: after quiet minutes nothing
//! has run.

mod commands;
mod comparison;
mod content;
mod event;
mod freshness;
mod gone;
mod keys;
mod list;
mod plain;
mod run;
mod saves;
mod screen;
mod session;
mod telling;
mod terminal;

use content::exercises;
use course::step::Step;
use event::{Event, News};
use keys::Wish;
use lab::host::Host;
use plain::Plain;
use report::lines;
use run::{Runs, SCRATCH};
use saves::Saves;
use screen::{Request, Screen};
use session::{Outcome, Session};
use std::io;
use std::process::ExitCode;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use submission::scratch::Scratch;
use terminal::Terminal;
use xtask::check::need_loopback;
use xtask::cli::{Color, Command, WatchOptions};
use xtask::exit_code::Exit;
use xtask::notebook;

fn main() -> ExitCode {
    xtask::run(|command| match command {
        Command::Watch(options) => Some(run(options)),
        _ => None,
    })
}

fn run(options: &WatchOptions) -> anyhow::Result<Exit> {
    Color::Auto.choose();
    let progress = notebook::open()?;
    let last = Step::ALL[Step::ALL.len() - 1];
    let step = options.step.or_else(|| progress.next_step()).unwrap_or(last);
    let manner = match !options.plain && terminal::is_there() {
        true => Manner::Screen,
        false => Manner::Plain,
    };
    let scratch = Scratch::new(SCRATCH)?;
    need_loopback(&Host::new(scratch.folder().to_owned()))?;
    console::interrupt::restore_first(terminal::restore);
    let watch = || watch(step, scratch, manner);
    match manner {
        Manner::Screen => console::later(watch),
        Manner::Plain => watch(),
    }?;
    Ok(Exit::Passed)
}

/// How the student is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Manner {
    /// A screen with keys.
    Screen,
    /// Plain lines.
    Plain,
}

/// Why a step cannot be watched.
#[derive(Debug, thiserror::Error)]
enum Error {
    /// Saves cannot be noticed.
    #[error(transparent)]
    Saves(#[from] saves::Error),
    /// The terminal cannot be used.
    #[error("cannot use the terminal: {0}")]
    Terminal(#[source] io::Error),
    /// What is to be told cannot be written.
    #[error("cannot write to standard output: {0}")]
    Output(#[source] io::Error),
}

/// Watches a step until the student quits, or nobody reads any more. `scratch` is
/// for temporary files. It fails only if it cannot begin.
fn watch(step: Step, scratch: Scratch, manner: Manner) -> Result<(), Error> {
    let (sender, events) = mpsc::channel();
    let saves = Saves::watch(exercises(), &sender)?;
    let mut session = Session::new(step, Runs::new(scratch, sender.clone()), saves);
    gone::notice(sender.clone());
    let told = match manner {
        Manner::Screen => {
            let terminal = Terminal::take().map_err(Error::Terminal)?;
            terminal::read_events(sender);
            let screen = Screen::new(step, Terminal::size());
            let on_screen = OnScreen { session: &mut session, screen, terminal };
            // That the terminal is gone is an end like any other.
            let _ = on_screen.run(&events);
            Ok(())
        }
        Manner::Plain => match in_lines(&mut session, &events) {
            // So is that nobody reads any more.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            told => told.map_err(Error::Output),
        },
    };
    session.end();
    told
}

/// What the next event is, or that a while has passed in which nothing happened.
fn next(events: &Receiver<Event>, session: &Session) -> Option<Event> {
    let Some(while_nothing_happens) = session.look_again_after() else {
        return Some(events.recv().unwrap_or(Event::Gone));
    };
    match events.recv_timeout(while_nothing_happens) {
        Ok(event) => Some(event),
        Err(RecvTimeoutError::Timeout) => None,
        Err(RecvTimeoutError::Disconnected) => Some(Event::Gone),
    }
}

/// Whether a run is over with it, so that the next may begin.
fn ends_a_run(outcome: &Outcome) -> bool {
    match outcome {
        Outcome::Done(..)
        | Outcome::AlsoChecked(..)
        | Outcome::AlsoUnjudged(..)
        | Outcome::Fault(_) => true,
        Outcome::Nothing
        | Outcome::Started
        | Outcome::Unusable(_)
        | Outcome::Building(_)
        | Outcome::Check(_)
        | Outcome::AlsoChecking(_) => false,
    }
}

/// Plain lines, until nobody reads them.
fn in_lines(session: &mut Session, events: &Receiver<Event>) -> io::Result<()> {
    let mut plain = Plain::begin(session.step())?;
    let mut outcome = session.look();
    loop {
        plain.tell(outcome)?;
        outcome = match next(events, session) {
            None => session.settle(),
            Some(Event::Saved) => session.look(),
            Some(Event::Run { number, news }) => {
                let told = session.news(number, news);
                let is_verdict = ends_a_run(&told);
                plain.tell(told)?;
                if is_verdict { session.go_on() } else { Outcome::Nothing }
            }
            Some(Event::Key(_) | Event::Resized(_) | Event::Stop | Event::Resumed) => {
                Outcome::Nothing
            }
            Some(Event::Gone) => return Ok(()),
        };
    }
}

/// A screen, until the student quits.
struct OnScreen<'a> {
    session: &'a mut Session,
    screen: Screen,
    terminal: Terminal,
}

/// Whether to go on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Flow {
    Go,
    Quit,
}

impl OnScreen<'_> {
    fn run(mut self, events: &Receiver<Event>) -> io::Result<()> {
        let outcome = self.session.look();
        self.take_in(outcome);
        loop {
            self.terminal.draw(self.screen.frame())?;
            let mut event = next(events, self.session);
            // All that has happened by now makes one frame.
            loop {
                if self.happened(event) == Flow::Quit {
                    return Ok(());
                }
                match events.try_recv() {
                    Ok(another) => event = Some(another),
                    Err(_) => break,
                }
            }
        }
    }

    fn happened(&mut self, event: Option<Event>) -> Flow {
        let outcome = match event {
            None => self.session.settle(),
            Some(Event::Saved) => self.session.look(),
            Some(Event::Run { number, news }) => return self.told(number, news),
            Some(Event::Resized(size)) => {
                self.screen.resize(size);
                self.terminal.forget();
                Outcome::Nothing
            }
            Some(Event::Resumed) => {
                self.terminal.resume();
                // Who is not in the foreground is not told of another size.
                self.screen.resize(Terminal::size());
                Outcome::Nothing
            }
            Some(Event::Stop) => {
                self.terminal.lend();
                Outcome::Nothing
            }
            Some(Event::Key(key)) => match self.screen.key(key) {
                Request::None => Outcome::Nothing,
                Request::Choose(step) => self.session.choose(step),
                Request::Reset => self.reset(),
                Request::Wish(Wish::Quit) => return Flow::Quit,
                Request::Wish(wish) => self.fulfil(wish),
            },
            Some(Event::Gone) => return Flow::Quit,
        };
        self.take_in(outcome);
        Flow::Go
    }

    fn told(&mut self, number: u64, news: News) -> Flow {
        let outcome = self.session.news(number, news);
        let is_end = ends_a_run(&outcome);
        self.take_in(outcome);
        if is_end {
            self.terminal.retake();
            self.screen.renew_list(commands::standings);
            let next = self.session.go_on();
            self.take_in(next);
        }
        Flow::Go
    }

    /// Shows what has come of something.
    fn take_in(&mut self, outcome: Outcome) {
        match outcome {
            Outcome::Nothing => {}
            Outcome::Started => self.screen.begin(self.session.step()),
            Outcome::Building(line) => self.screen.doing(&building(&line)),
            Outcome::Check(check) => self.screen.tell(|telling| telling.check(*check)),
            Outcome::Done(report, comparison) => {
                self.screen.tell(|telling| telling.done(*report, comparison));
            }
            Outcome::AlsoChecking(step) => {
                self.screen.also_checking(step);
            }
            Outcome::AlsoChecked(step, comparison) => {
                self.screen.tell(|telling| telling.also(step, comparison));
            }
            Outcome::AlsoUnjudged(step, why) => {
                self.screen.tell(|telling| telling.also_unjudged(step, why));
            }
            Outcome::Unusable(why) | Outcome::Fault(why) => {
                self.screen.begin(self.session.step());
                self.screen.tell(|telling| telling.unjudged(why));
            }
        }
    }

    fn fulfil(&mut self, wish: Wish) -> Outcome {
        let step = self.session.step();
        let at = Step::ALL.iter().position(|one| *one == step);
        let neighbour =
            |index: Option<usize>| index.and_then(|index| Step::ALL.get(index)).copied();
        let text = match wish {
            Wish::Next => match neighbour(at.map(|at| at + 1)) {
                Some(next) => return self.session.choose(next),
                None => Err("This is the last step.".to_owned()),
            },
            Wish::Previous => match neighbour(at.and_then(|at| at.checked_sub(1))) {
                Some(previous) => return self.session.choose(previous),
                None => Err("This is the first step.".to_owned()),
            },
            Wish::Again => {
                self.screen.show_run();
                return self.session.again();
            }
            Wish::List => {
                self.screen.show_list(commands::standings());
                return Outcome::Nothing;
            }
            Wish::Reset => match commands::before_reset(step) {
                Ok(question) => {
                    self.screen.ask_reset(question);
                    return Outcome::Nothing;
                }
                Err(why) => Err(why),
            },
            Wish::Hint => commands::hint(step).map(|hint| lines::joined(&hint)),
            Wish::Solution => commands::solution(step),
            // The screen shows it itself, and the loop ends.
            Wish::Help | Wish::Quit => return Outcome::Nothing,
        };
        self.screen.show(text.unwrap_or_else(|why| why));
        Outcome::Nothing
    }

    fn reset(&mut self) -> Outcome {
        let text = commands::reset(self.session.step());
        self.screen.show(text.unwrap_or_else(|why| why));
        self.session.look()
    }
}

/// What cargo says, in words for someone who has just saved a file.
fn building(line: &str) -> String {
    match line.split_whitespace().next() {
        Some("Blocking") => {
            "waiting for another cargo, perhaps your editor's, to end its build".to_owned()
        }
        Some(_) if submission::cargo::is_fetching(line) => "fetching crates".to_owned(),
        Some(_) | None => "building".to_owned(),
    }
}
