//! The other side of a program under test: its server, its client, or the one
//! that sends it datagrams.

pub mod caller;
pub mod connection;
pub mod harbour;
pub mod mailbox;
