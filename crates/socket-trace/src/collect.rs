//! Makes one list of events of what was told one by one.

use crate::event::Event;
use std::collections::BTreeMap;

/// The events in the order in which they began, each as it was told last: a call
/// that was told as it began and as it ended stands there once.
pub fn collect(told: impl IntoIterator<Item = Event>) -> Vec<Event> {
    let by_id: BTreeMap<u64, Event> = told.into_iter().map(|event| (event.id, event)).collect();
    by_id.into_values().collect()
}

#[cfg(test)]
mod tests {
    use super::collect;
    use crate::event::{Event, Happening, Moment};

    fn event(id: u64, exited: Option<u64>) -> Event {
        let exited = exited.map(Moment);
        let happening = Happening::ThreadEnded;
        Event { id, process: 1, thread: 1, entered: Moment(id), exited, happening }
    }

    #[test]
    fn a_call_that_was_told_twice_stands_there_once_where_it_began() {
        let told = [event(1, None), event(2, Some(5)), event(1, Some(9)), event(3, None)];
        assert_eq!(collect(told), [event(1, Some(9)), event(2, Some(5)), event(3, None)]);
    }
}
