//! What a program has printed so far on one of its two streams, capped.

/// The most that is kept of one stream, in bytes. The longest right output is
/// a greeting of a few megabytes.
pub const CAP: usize = 16 * 1024 * 1024;

/// The most lines that are told apart. A server that logs prints a few.
const MOST_LINES: usize = 100_000;

/// What a program printed on one stream.
#[derive(Debug, Default)]
pub struct Output {
    bytes: Vec<u8>,
    /// Positions of the line ends, found once as the bytes come in.
    line_ends: Vec<usize>,
    /// Bytes in all, those beyond the cap included.
    pub total: u64,
    /// Whether the stream has reached its end.
    pub closed: bool,
}

impl Output {
    /// Takes in what was read from the pipe.
    pub fn push(&mut self, chunk: &[u8]) {
        self.total += chunk.len() as u64;
        let start = self.bytes.len();
        let kept = &chunk[..chunk.len().min(CAP - start)];
        self.bytes.extend_from_slice(kept);
        let ends =
            kept.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| start + at);
        self.line_ends.extend(ends.take(MOST_LINES - self.line_ends.len()));
    }

    /// The bytes kept.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Whether more came than is kept.
    #[must_use]
    pub fn flooded(&self) -> bool {
        self.total > CAP as u64
    }

    /// The complete lines from byte `from` on, each with the position behind it.
    pub fn lines_from(&self, from: usize) -> impl Iterator<Item = (String, usize)> + '_ {
        let first = self.line_ends.partition_point(|&end| end < from);
        let mut start = from;
        self.line_ends[first..].iter().map(move |&end| {
            let line = &self.bytes[start..end];
            start = end + 1;
            // Windows programs may end their lines with \r\n.
            let line = line.strip_suffix(b"\r").unwrap_or(line);
            (String::from_utf8_lossy(line).into_owned(), start)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_complete_lines_count() {
        let mut output = Output::default();
        output.push(b"one\r\ntwo\nthr");
        let lines: Vec<_> = output.lines_from(0).collect();
        assert_eq!(lines, [("one".to_owned(), 5), ("two".to_owned(), 9)]);
        assert_eq!(output.lines_from(9).count(), 0);
    }

    #[test]
    fn what_exceeds_the_cap_is_counted_but_not_kept() {
        let mut output = Output::default();
        for _ in 0..17 {
            output.push(&vec![b'x'; 1024 * 1024]);
        }
        assert!(output.flooded());
        assert_eq!(output.bytes().len(), CAP);
        assert_eq!(output.total, 17 * 1024 * 1024);
    }
}
