//! Experiments that serve several steps. What belongs to one step alone is in
//! its module under [`crate::steps`].

pub mod answering;
pub mod asking;
pub mod defaults;
pub mod dialling;
pub mod listening;
pub mod pairs;
pub mod retrying;
pub mod serving;
pub mod usage;
