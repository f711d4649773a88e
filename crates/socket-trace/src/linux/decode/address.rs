//! Addresses: `struct sockaddr` in its kinds.

use crate::event::Address;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddrV4, SocketAddrV6};

/// Longest address there is (`struct sockaddr_storage`).
pub const LONGEST: usize = 128;

/// Decodes an address: the family, then as ip(7), ipv6(7) and unix(7) have it.
pub fn decode(bytes: &[u8]) -> Option<Address> {
    let family = i32::from(u16::from_ne_bytes(bytes.get(..2)?.try_into().ok()?));
    let known = match family {
        libc::AF_INET => v4(bytes),
        libc::AF_INET6 => v6(bytes),
        libc::AF_UNIX => Some(Address::Unix(path(&bytes[2..]))),
        _ => None,
    };
    let length = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
    Some(known.unwrap_or(Address::Other { family, length }))
}

fn v4(bytes: &[u8]) -> Option<Address> {
    let port = u16::from_be_bytes(bytes.get(2..4)?.try_into().ok()?);
    let ip: [u8; 4] = bytes.get(4..8)?.try_into().ok()?;
    Some(Address::V4(SocketAddrV4::new(Ipv4Addr::from(ip), port)))
}

fn v6(bytes: &[u8]) -> Option<Address> {
    let port = u16::from_be_bytes(bytes.get(2..4)?.try_into().ok()?);
    let flow = u32::from_be_bytes(bytes.get(4..8)?.try_into().ok()?);
    let ip: [u8; 16] = bytes.get(8..24)?.try_into().ok()?;
    // Older programs leave the scope away.
    let scope =
        bytes.get(24..28).and_then(|scope| scope.try_into().ok()).map_or(0, u32::from_ne_bytes);
    Some(Address::V6(SocketAddrV6::new(Ipv6Addr::from(ip), port, flow, scope)))
}

/// A path up to its NUL; an abstract name begins with one.
fn path(bytes: &[u8]) -> String {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    match bytes {
        [0, name @ ..] => format!("@{}", text(name)),
        path => text(path.split(|&byte| byte == 0).next().unwrap_or_default()),
    }
}

#[cfg(test)]
mod tests {
    use super::decode;
    use crate::event::Address;

    #[track_caller]
    fn check(family: u16, rest: &[u8], expected: Option<Address>) {
        let bytes = [&family.to_ne_bytes(), rest].concat();
        assert_eq!(decode(&bytes), expected);
    }

    #[test]
    fn addresses_of_each_family_are_read() {
        let v4 = Address::V4("127.0.0.1:8080".parse().unwrap());
        check(2, &[0x1f, 0x90, 127, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0], Some(v4));
        let mut rest = [0; 26];
        (rest[1], rest[21]) = (80, 1);
        check(10, &rest, Some(Address::V6("[::1]:80".parse().unwrap())));
        check(1, b"/run/x\0rubbish", Some(Address::Unix("/run/x".to_owned())));
        check(1, b"\0name", Some(Address::Unix("@name".to_owned())));
        check(1, b"", Some(Address::Unix(String::new())));
    }

    #[test]
    fn what_is_too_short_or_unknown_is_told_as_such() {
        check(2, &[0x1f], Some(Address::Other { family: 2, length: 3 }));
        check(16, &[0; 10], Some(Address::Other { family: 16, length: 12 }));
        assert_eq!(decode(&[2]), None);
    }
}
