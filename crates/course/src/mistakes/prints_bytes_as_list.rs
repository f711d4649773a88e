//! Bytes are printed as a list of numbers.

use super::Mistake;
use crate::evidence::Evidence;
use crate::surprise::Surprise;

pub const MISTAKE: Mistake = Mistake {
    id: "prints-bytes-as-list",
    means: "These are the values of the bytes, in decimal or hexadecimal, and not the text.",
    next: "convert with String::from_utf8_lossy(&bytes), and print that with `{}`",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    match &evidence.surprise {
        Surprise::Printed { expected, .. } => {
            let stdout = evidence.record.stdout_text();
            is_list(stdout.lines().next().unwrap_or_default())
                || is_hexadecimal(&stdout, expected.trim_ascii_end())
        }
        Surprise::MessageNotReported { printed: Some(printed), .. } => {
            printed.split_once(": ").is_some_and(|(_, text)| is_list(text))
        }
        _ => false,
    }
}

/// Whether it is a list as `{:?}`, `{:x?}` or `{:#x?}` writes it, in one line.
fn is_list(text: &str) -> bool {
    let inner = text.trim_end().strip_prefix('[').and_then(|text| text.strip_suffix(']'));
    inner.is_some_and(|inner| inner.split(", ").all(is_value))
}

fn is_value(number: &str) -> bool {
    let digits = number.strip_prefix("0x").unwrap_or(number);
    number.parse::<u8>().is_ok() || u8::from_str_radix(digits, 16).is_ok()
}

/// Whether it is these bytes in hexadecimal digits, with anything between them.
fn is_hexadecimal(text: &str, bytes: &[u8]) -> bool {
    let digits: String = text.replace("0x", "").chars().filter(char::is_ascii_hexdigit).collect();
    let expected: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    !expected.is_empty() && digits.eq_ignore_ascii_case(&expected)
}
