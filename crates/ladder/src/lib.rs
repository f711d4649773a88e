//! The ladder: the picture of programs talking, as it is in every book on
//! sockets, drawn from programs as they ran.
//!
//! A [`Ladder`] is a value: lanes, calls, and arrows between them. It is made
//! from the grader's transcript or from calls that something else has seen, and
//! rendered as text or as SVG. This room prints nothing, starts no process, and knows no step.

mod canvas;
mod characters;
mod columns;
mod drawing;
mod fold;
mod from_transcript;
mod label;
mod ladder;
mod layout;
mod list;
mod matching;
mod moment;
mod notes;
mod routes;
mod rows;
mod svg;
mod text;
mod waiting;
mod wrap;

pub use characters::Characters;
pub use from_transcript::{ProgramIs, from_transcript};
pub use ladder::{
    Act, Arrow, ArrowKind, Call, Data, End, Ladder, Lane, Outcome, Socket, Transport, Waiting,
    Whose,
};
pub use moment::moment;
pub use svg::svg;
pub use text::{excerpt, text};
pub use waiting::sentence;
