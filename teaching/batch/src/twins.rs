//! Submissions with the same source: the first is judged, the others wait for its
//! verdicts.

use std::collections::HashMap;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// Sources that are being judged, or have been: digest -> the file of the first
/// submission that has it, once that is done.
#[derive(Default)]
pub struct Twins {
    done: Mutex<HashMap<String, Option<String>>>,
    changed: Condvar,
}

impl Twins {
    /// The first submission with this source, once it is done. `None` for the
    /// first itself.
    pub fn claim(&self, digest: &str) -> Option<String> {
        let mut done = self.lock();
        loop {
            match done.get(digest) {
                None => {
                    done.insert(digest.to_owned(), None);
                    return None;
                }
                Some(Some(file)) => return Some(file.clone()),
                Some(None) => {
                    done = self.changed.wait(done).unwrap_or_else(PoisonError::into_inner)
                }
            }
        }
    }

    pub fn put(&self, digest: &str, file: &str) {
        self.lock()
            .entry(digest.to_owned())
            .and_modify(|known| {
                known.get_or_insert_with(|| file.to_owned());
            })
            .or_insert_with(|| Some(file.to_owned()));
        self.changed.notify_all();
    }

    /// It could not be judged: the next with this source is tried itself.
    pub fn give_up(&self, digest: &str) {
        let mut done = self.lock();
        if done.get(digest) == Some(&None) {
            done.remove(digest);
        }
        drop(done);
        self.changed.notify_all();
    }

    /// The run ends early: nobody is to wait for what will not come.
    pub fn release(&self) {
        self.lock().retain(|_, file| file.is_some());
        self.changed.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, Option<String>>> {
        self.done.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::thread;

    #[test]
    fn the_second_gets_what_the_first_has_done() {
        let twins = Twins::default();
        assert_eq!(twins.claim("x"), None);
        thread::scope(|scope| {
            let second = scope.spawn(|| twins.claim("x"));
            twins.put("x", "first");
            assert_eq!(second.join().unwrap().as_deref(), Some("first"));
        });
    }

    #[test]
    fn nobody_waits_for_who_gave_up() {
        for give_up in [|twins: &Twins| twins.give_up("x"), Twins::release] {
            let twins = Twins::default();
            assert_eq!(twins.claim("x"), None);
            thread::scope(|scope| {
                let second = scope.spawn(|| twins.claim("x"));
                give_up(&twins);
                assert_eq!(second.join().unwrap(), None);
            });
        }
    }
}
