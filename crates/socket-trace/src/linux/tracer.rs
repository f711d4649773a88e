//! The tracer's loop: takes what stops, tells it, and lets it go on.

use super::decode::{self, Arguments, Begun, Tracee, names};
use super::kernel::{self, AtEntry, Change, Go, Stop};
use super::system_call::{self, SystemCall};
use super::{filter, process};
use crate::MOST_EVENTS;
use crate::error::Error;
use crate::event::{Ending, Event, Fork, Happening, Outcome};
use libc::pid_t;
use nix::errno::Errno as Number;
use std::collections::{HashMap, HashSet};

/// A thread of the program.
struct Thread {
    process: pid_t,
    /// The call that it is in.
    open: Option<Open>,
    /// The call that a signal has interrupted, and that the kernel may repeat.
    interrupted: Option<Open>,
}

/// A call that has begun.
struct Open {
    event: Event,
    system_call: SystemCall,
    arguments: Arguments,
}

/// What the kernel returns at the end of a call that a signal interrupts, and
/// that no program ever sees: `ERESTARTSYS` and its kin (linux/errno.h).
const RESTARTS: std::ops::RangeInclusive<i32> = 512..=516;

/// Tells everything that `process`, which stands still at its exec, and its
/// descendants do, until all have ended.
pub fn trace(process: pid_t, tell: impl FnMut(Event)) -> Result<Ending, Error> {
    try_out(process)?;
    let mut tracer = Tracer {
        first: process,
        ending: Ending::Status(0),
        threads: HashMap::new(),
        foreign: HashSet::new(),
        next_id: 0,
        told: 0,
        unreported: 0,
        tell,
    };
    tracer
        .follow()
        .map_err(|errno| Error::Kernel { what: "trace the program", source: errno.into() })?;
    Ok(tracer.ending)
}

/// Finds out before anything is told whether calls and memory can be looked into.
fn try_out(process: pid_t) -> Result<(), Error> {
    let what = "ask what a program does (PTRACE_GET_SYSCALL_INFO, since Linux 5.3)";
    let memory = Tracee::new(process).memory;
    match kernel::stack(process).map(|stack| memory.try_out(stack)) {
        // It was killed meanwhile, which is told next.
        Ok(Ok(()) | Err(Number::ESRCH)) | Err(Number::ESRCH) => Ok(()),
        Ok(Err(errno)) => Err(Error::MemoryForbidden(errno.into())),
        Err(errno) => Err(Error::Kernel { what, source: errno.into() }),
    }
}

struct Tracer<Tell> {
    /// The process whose ending is that of the program.
    first: pid_t,
    ending: Ending,
    threads: HashMap<pid_t, Thread>,
    /// Processes of which it was told that their calls are not decoded.
    foreign: HashSet<pid_t>,
    next_id: u64,
    /// How many events were told.
    told: u64,
    /// How many calls were not, behind the limit.
    unreported: u64,
    tell: Tell,
}

impl<Tell: FnMut(Event)> Tracer<Tell> {
    fn follow(&mut self) -> Result<(), Number> {
        self.executed(self.first);
        self.go_on(self.first, 0)?;
        loop {
            match kernel::wait() {
                Ok((thread, Change::Exited(status))) => self.ended(thread, Ending::Status(status)),
                Ok((thread, Change::Killed(signal))) => {
                    self.ended(thread, Ending::Signal(names::signal(signal)));
                }
                Ok((thread, Change::Stopped(stop))) => match self.stopped(thread, stop) {
                    // It was killed while it stood still; its end comes next.
                    Err(Number::ESRCH) => {}
                    other => other?,
                },
                Err(Number::ECHILD) => break,
                Err(errno) => return Err(errno),
            }
        }
        if self.unreported > 0 {
            let happening = Happening::Unreported { calls: self.unreported };
            self.tell_beyond_limit(self.first, happening);
        }
        Ok(())
    }

    fn stopped(&mut self, thread: pid_t, stop: Stop) -> Result<(), Number> {
        self.thread(thread);
        match stop {
            Stop::Entry => return self.enters(thread),
            Stop::Exit => self.leaves(thread)?,
            Stop::Forked => {
                let child = kernel::message(thread)?;
                self.forked(thread, child);
            }
            Stop::Executed => {
                // A thread that execs takes over the id of its process.
                let former = kernel::message(thread)?;
                if former != thread {
                    self.threads.remove(&former);
                }
                self.executed(thread);
            }
            Stop::Begun => {}
            Stop::Group => return kernel::leave_stopped(thread),
            Stop::Signal(signal) => {
                let happening = Happening::Signalled { signal: names::signal(signal) };
                self.tell_now(thread, happening);
                return self.go_on(thread, signal);
            }
        }
        self.go_on(thread, 0)
    }

    fn thread(&mut self, thread: pid_t) -> &mut Thread {
        self.threads.entry(thread).or_insert_with(|| Thread {
            process: process::of_thread(thread).unwrap_or(thread),
            open: None,
            interrupted: None,
        })
    }

    /// Lets a thread go on; to the end of its call, if it is in one.
    fn go_on(&mut self, thread: pid_t, signal: i32) -> Result<(), Number> {
        let go = if self.thread(thread).open.is_some() { Go::ToExit } else { Go::On };
        kernel::resume(thread, go, signal)
    }

    // ── calls ──

    fn enters(&mut self, thread: pid_t) -> Result<(), Number> {
        // Looking costs more than the stop itself, and tells nothing any more.
        if self.is_beyond_limit() && self.thread(thread).interrupted.is_none() {
            self.unreported += 1;
            return kernel::resume(thread, Go::On, 0);
        }
        let AtEntry { form, number, arguments } = kernel::at_entry(thread)?;
        let is_x32 = number & u64::from(filter::X32_BIT) != 0;
        if form != filter::NATIVE || is_x32 {
            self.foreign(thread, if is_x32 { "x32" } else { "32-bit" });
        } else if let Some(call) = system_call::numbered(number) {
            self.begins(thread, call, Arguments(arguments));
        }
        self.go_on(thread, 0)
    }

    fn begins(&mut self, thread: pid_t, system_call: SystemCall, arguments: Arguments) {
        if let Some(interrupted) = self.thread(thread).interrupted.take() {
            let is_same =
                interrupted.system_call == system_call && interrupted.arguments == arguments;
            if is_same || system_call == SystemCall::Restart {
                self.thread(thread).open = Some(interrupted);
                return;
            }
            self.is_over(interrupted, Outcome::Failed(names::errno(libc::EINTR)));
        }
        let tracee = Tracee::new(thread);
        let happening = match system_call {
            SystemCall::OpenAt => decode::look_up_file(arguments, tracee)
                .map(|path| Happening::LookUpFile { path, text: String::new() }),
            _ => match decode::begin(system_call, arguments, tracee) {
                Some(Begun { call, descriptor, socket }) => {
                    Some(Happening::Call { call, descriptor, socket, outcome: None })
                }
                None if system_call == SystemCall::Read => {
                    decode::read_look_up_file(arguments, tracee)
                        .map(|path| Happening::LookUpFile { path, text: String::new() })
                }
                None => None,
            },
        };
        let Some(happening) = happening else { return };
        if self.is_beyond_limit() {
            self.unreported += 1;
            return;
        }
        let event = self.event(thread, happening);
        if may_wait(&event) {
            (self.tell)(event.clone());
        }
        self.thread(thread).open = Some(Open { event, system_call, arguments });
        self.count(thread);
    }

    /// Whether nothing is told any more but the program's end. The kernel has no way to let a program go
    /// on without these stops: its filter stays, and a call that it would stop at
    /// fails where there is no tracer (`SECCOMP_RET_TRACE`, seccomp(2)).
    fn is_beyond_limit(&self) -> bool {
        self.told >= MOST_EVENTS
    }

    fn leaves(&mut self, thread: pid_t) -> Result<(), Number> {
        let returned = kernel::at_exit(thread)?;
        let Some(mut open) = self.thread(thread).open.take() else { return Ok(()) };
        let outcome = match returned {
            Err(error) if RESTARTS.contains(&error) => {
                self.thread(thread).interrupted = Some(open);
                return Ok(());
            }
            Err(error) => Outcome::Failed(names::errno(error)),
            Ok(value) => {
                complete(&mut open, value, Tracee::new(thread));
                Outcome::Returned(value)
            }
        };
        self.is_over(open, outcome);
        Ok(())
    }

    fn is_over(&mut self, open: Open, result: Outcome) {
        let mut event = open.event;
        event.exited = Some(process::now());
        let has_failed = matches!(result, Outcome::Failed(_));
        if let Happening::Call { outcome, .. } = &mut event.happening {
            *outcome = Some(result);
        } else if has_failed {
            // A file that is not there is not read.
            return;
        }
        (self.tell)(event);
    }

    // ── processes ──

    fn forked(&mut self, thread: pid_t, child: pid_t) {
        let parent = self.thread(thread).process;
        let is_thread = self.thread(child).process == parent;
        let kind = if is_thread { Fork::Thread } else { Fork::Process };
        let happening = Happening::Forked { child: child.cast_unsigned(), kind };
        self.tell_now(thread, happening);
    }

    fn executed(&mut self, thread: pid_t) {
        self.foreign.remove(&thread);
        let open = self.thread(thread).open.take();
        debug_assert!(open.is_none(), "exec is not a call of interest");
        let happening = Happening::Started {
            program: process::executable(thread),
            arguments: process::arguments(thread),
        };
        self.tell_now(thread, happening);
        if let Some(form) = process::foreign_form(thread) {
            self.foreign(thread, form);
        }
    }

    fn foreign(&mut self, thread: pid_t, form: &str) {
        let process = self.thread(thread).process;
        if self.foreign.insert(process) {
            self.tell_now(thread, Happening::Foreign { form: form.to_owned() });
        }
    }

    fn ended(&mut self, thread: pid_t, ending: Ending) {
        let is_process = self.thread(thread).process == thread;
        let happening =
            if is_process { Happening::Ended(ending.clone()) } else { Happening::ThreadEnded };
        let event = self.event(thread, happening);
        let is_told = thread == self.first || !self.is_beyond_limit();
        if thread == self.first {
            self.ending = ending;
        }
        self.foreign.remove(&thread);
        let gone = self.threads.remove(&thread);
        // It never returned from its call. One that may wait was told already.
        for open in gone.into_iter().flat_map(|gone| gone.open.into_iter().chain(gone.interrupted))
        {
            if !may_wait(&open.event) {
                (self.tell)(open.event);
            }
        }
        if is_told {
            self.count(thread);
            (self.tell)(Event { exited: Some(event.entered), ..event });
        }
    }

    // ── events ──

    /// Tells what is no call, up to the limit.
    fn tell_now(&mut self, thread: pid_t, happening: Happening) {
        if !self.is_beyond_limit() {
            self.tell_beyond_limit(thread, happening);
            self.count(thread);
        }
    }

    /// Counts an event that was told, and says so if it was the last.
    fn count(&mut self, thread: pid_t) {
        self.told += 1;
        if self.told == MOST_EVENTS {
            self.tell_beyond_limit(thread, Happening::LimitReached);
        }
    }

    fn tell_beyond_limit(&mut self, thread: pid_t, happening: Happening) {
        let event = self.event(thread, happening);
        (self.tell)(Event { exited: Some(event.entered), ..event });
    }

    /// An event that begins now.
    fn event(&mut self, thread: pid_t, happening: Happening) -> Event {
        let process = self.thread(thread).process.cast_unsigned();
        let id = self.next_id;
        self.next_id += 1;
        let thread = thread.cast_unsigned();
        Event { id, process, thread, entered: process::now(), exited: None, happening }
    }
}

fn may_wait(event: &Event) -> bool {
    matches!(&event.happening, Happening::Call { call, .. } if call.may_wait())
}

/// Adds what a call gave that has succeeded.
fn complete(open: &mut Open, value: i64, tracee: Tracee) {
    /// Of a file that look-ups read no more is kept.
    const MOST: usize = 4096;
    let Open { event, system_call, arguments } = open;
    match &mut event.happening {
        Happening::Call { call, .. } => decode::end(call, *system_call, *arguments, value, tracee),
        Happening::LookUpFile { text, .. } if *system_call == SystemCall::Read => {
            let length = usize::try_from(value).unwrap_or(0).min(MOST);
            let bytes = tracee.memory.bytes(arguments.0[1], length);
            *text = String::from_utf8_lossy(&bytes).into_owned();
        }
        _ => {}
    }
}
