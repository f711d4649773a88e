//! Values of socket options, getsockopt(2).

use super::{Arguments, Tracee, names};
use crate::event::{Call, Data, OptionValue};
use std::time::Duration;

/// `setsockopt(socket, level, option, value, length)`
pub fn set(arguments: Arguments, tracee: Tracee) -> Call {
    let (level, option) = names::option(arguments.bits(1), arguments.bits(2));
    let bytes = bytes(arguments.0[3], u64::from(arguments.bits(4)), tracee);
    let value = value(&level, &option, bytes);
    Call::SetSockOpt { level, option, value }
}

/// `getsockopt(socket, level, option, value, length)`, before it has a value.
pub fn get(arguments: Arguments) -> Call {
    let (level, option) = names::option(arguments.bits(1), arguments.bits(2));
    Call::GetSockOpt { level, option, value: None }
}

/// The value that `getsockopt` gave.
pub fn got(level: &str, option: &str, arguments: Arguments, tracee: Tracee) -> Option<OptionValue> {
    let length = tracee.memory.u32(arguments.0[4])?;
    Some(value(level, option, bytes(arguments.0[3], u64::from(length), tracee)))
}

fn bytes(at: u64, length: u64, tracee: Tracee) -> Data {
    let kept = usize::try_from(length).unwrap_or(Data::MOST).min(Data::MOST);
    Data { bytes: tracee.memory.bytes(at, kept), length }
}

fn value(level: &str, option: &str, data: Data) -> OptionValue {
    let word = |index: usize| {
        let bytes = data.bytes.get(index..index + 8)?;
        Some(i64::from_ne_bytes(bytes.try_into().ok()?))
    };
    let number = |index: usize| {
        let bytes = data.bytes.get(index..index + 4)?;
        Some(i32::from_ne_bytes(bytes.try_into().ok()?))
    };
    let decoded = match (level, option, data.bytes.len()) {
        // struct timeval
        ("SOL_SOCKET", "SO_RCVTIMEO" | "SO_SNDTIMEO", 16) => {
            word(0).zip(word(8)).and_then(|(seconds, microseconds)| {
                let seconds = Duration::from_secs(seconds.try_into().ok()?);
                let rest = Duration::from_micros(microseconds.try_into().ok()?);
                seconds.checked_add(rest).map(OptionValue::Time)
            })
        }
        // struct linger
        ("SOL_SOCKET", "SO_LINGER", 8) => number(0)
            .zip(number(4))
            .map(|(on, seconds)| OptionValue::Linger { on: on != 0, seconds }),
        ("SOL_SOCKET", "SO_ERROR", 4) => number(0).map(|number| match number {
            0 => OptionValue::Number(0),
            error => OptionValue::Errno(names::errno(error)),
        }),
        (_, _, 4) => number(0).map(OptionValue::Number),
        _ => None,
    };
    decoded.unwrap_or(OptionValue::Bytes(data))
}

#[cfg(test)]
mod tests {
    use super::super::names;
    use super::value;
    use crate::event::{Data, OptionValue};
    use std::time::Duration;

    #[track_caller]
    fn check(option: &str, bytes: &[u8], expected: OptionValue) {
        let data = Data { bytes: bytes.to_vec(), length: bytes.len() as u64 };
        assert_eq!(value("SOL_SOCKET", option, data), expected);
    }

    #[test]
    fn values_are_read_as_their_option_has_them() {
        check("SO_REUSEADDR", &1_i32.to_ne_bytes(), OptionValue::Number(1));
        let time = [1_i64.to_ne_bytes(), 500_000_i64.to_ne_bytes()].concat();
        check("SO_RCVTIMEO", &time, OptionValue::Time(Duration::from_millis(1500)));
        let linger = [1_i32.to_ne_bytes(), 5_i32.to_ne_bytes()].concat();
        check("SO_LINGER", &linger, OptionValue::Linger { on: true, seconds: 5 });
        check("SO_ERROR", &0_i32.to_ne_bytes(), OptionValue::Number(0));
        check("SO_ERROR", &111_i32.to_ne_bytes(), OptionValue::Errno(names::errno(111)));
    }

    #[test]
    fn what_does_not_fit_is_bytes() {
        let bytes = |bytes: &[u8]| {
            OptionValue::Bytes(Data { bytes: bytes.to_vec(), length: bytes.len() as u64 })
        };
        check("SO_LINGER", &[1, 2, 3], bytes(&[1, 2, 3]));
        check("SO_RCVTIMEO", &[255; 16], bytes(&[255; 16]));
    }
}
