//! The deadlines of `trace`, each with its reason.

use std::time::Duration;

/// How long two programs may talk. A UDP client that gets no answer ends after
/// three attempts of a second each; twice that leaves room for a busy machine. Who
/// has not ended by then is drawn as it stands.
pub const TALK: Duration = Duration::from_secs(6);

/// How long a server is left alone when its client has ended: it closes the
/// connection and waits for the next client, which belongs to the picture. Most
/// servers never end by themselves, so this time passes in each run.
pub const LAST_CALLS: Duration = Duration::from_millis(200);
