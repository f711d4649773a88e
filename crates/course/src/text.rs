//! Reading what programs print: socket addresses in Rust's or Python's form.

use std::net::{IpAddr, SocketAddr};

/// The address that a text is: `127.0.0.1:4000`, `[::1]:4000`, or Python's
/// `('127.0.0.1', 4000)` and `('::1', 4000, 0, 0)`.
#[must_use]
pub fn address_in(text: &str) -> Option<SocketAddr> {
    let text = text.trim();
    text.parse().ok().or_else(|| {
        let inside = text.strip_prefix('(')?.strip_suffix(')')?;
        let mut parts = inside.split(',').map(|part| part.trim().trim_matches(['\'', '"']));
        let ip: IpAddr = parts.next()?.parse().ok()?;
        Some(SocketAddr::new(ip, parts.next()?.parse().ok()?))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(address_in(text), expected.map(|address| address.parse().unwrap()));
    }

    #[test]
    fn both_languages_are_read() {
        check("127.0.0.1:4000", Some("127.0.0.1:4000"));
        check("[::1]:4000", Some("[::1]:4000"));
        check("('127.0.0.1', 4000)", Some("127.0.0.1:4000"));
        check("('::1', 4000, 0, 0)", Some("[::1]:4000"));
    }

    #[test]
    fn what_is_no_address_is_none() {
        check("::1:4000", None);
        check("localhost:4000", None);
        check("127.0.0.1", None);
        check("", None);
    }
}
