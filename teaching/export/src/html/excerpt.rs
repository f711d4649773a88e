//! What a student wrote of a file: the parts between the marks of the stub. Knows
//! no HTML.

/// The most lines of an excerpt.
const MOST: usize = 200;
/// Where the parts begin and end, as the stubs have it.
const BEGIN: &str = "── your part";
const END: &str = "── end of your part";

/// Numbered lines. A file without the marks is shown from its beginning.
#[must_use]
pub fn excerpt(source: &str) -> Vec<(usize, &str)> {
    let mut is_inside = false;
    let mut parts: Vec<(usize, &str)> = Vec::new();
    for (index, line) in source.lines().enumerate() {
        if line.contains(END) {
            is_inside = false;
        } else if line.contains(BEGIN) {
            is_inside = true;
        } else if is_inside {
            parts.push((index + 1, line));
        }
    }
    if parts.is_empty() {
        parts = source.lines().enumerate().map(|(index, line)| (index + 1, line)).collect();
    }
    parts.truncate(MOST);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_of_the_student_are_shown_with_their_lines() {
        let source =
            "use std;\n// ── your part: a ──\nlet a;\n// ── end of your part ──\nfn b() {}";
        assert_eq!(excerpt(source), [(3, "let a;")]);
    }

    #[test]
    fn a_file_without_the_marks_is_shown_from_its_beginning() {
        assert_eq!(excerpt("fn main() {}\n}"), [(1, "fn main() {}"), (2, "}")]);
        assert_eq!(excerpt(&"x\n".repeat(1000)).len(), MOST);
    }
}
