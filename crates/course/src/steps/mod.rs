//! The checks of each step, as lists to be read. Points of a step add up to 40.

pub mod client;
pub mod greeting_server;
pub mod ipv6_server;
pub mod resolve_and_connect;
mod stream_server;
pub mod udp_pair;
