//! Ladders of programs that were written down call by call.

mod scenes;
mod script;
mod svg;
mod text;
mod value;
