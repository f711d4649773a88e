//! Names of submissions as names of files: a student chose them, or a learning
//! platform, and they may hold anything that a file system does.

use hmac_sha256::Hash as Sha256;
use std::collections::HashSet;
use std::ffi::OsStr;

/// The longest name that is kept: with a digest and `.json` behind it, it fits everywhere.
const LONGEST: usize = 80;

/// Names that Windows keeps for devices.
const RESERVED: [&str; 6] = ["con", "prn", "aux", "nul", "com", "lpt"];

/// Gives every submission a file name that no other has.
#[derive(Debug, Default)]
pub struct Names(HashSet<String>);

impl Names {
    /// A safe name: the same where it is plain, else with what is not plain
    /// replaced, and a digest of the original behind it. Letter case does not tell two
    /// apart (macOS, Windows).
    pub fn safe(&mut self, raw: &OsStr) -> String {
        let text = raw.to_string_lossy();
        let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "-_.+@".contains(letter);
        let plain: String = text
            .chars()
            .take(LONGEST)
            .map(|letter| if is_plain(letter) { letter } else { '_' })
            .collect();
        let stem = plain.split('.').next().unwrap_or_default().to_ascii_lowercase();
        let is_reserved =
            RESERVED.contains(&stem.trim_end_matches(|letter: char| letter.is_ascii_digit()));
        let is_same = plain.as_bytes() == raw.as_encoded_bytes();
        let is_hidden = plain.starts_with(['.', '-']) || plain.ends_with('.');
        let mut name = plain;
        if !is_same || is_hidden || is_reserved || self.0.contains(&name.to_ascii_lowercase()) {
            let digest = Sha256::hash(raw.as_encoded_bytes());
            let digest = &report::assemble::hexadecimal(&digest)[..12];
            name = format!("s-{}-{digest}", name.trim_matches(['.', '-']));
        }
        self.0.insert(name.to_ascii_lowercase());
        name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(raws: &[&str], expected: impl Fn(&[String]) -> bool) {
        let mut names = Names::default();
        let safe: Vec<String> = raws.iter().map(|raw| names.safe(raw.as_ref())).collect();
        assert!(expected(&safe), "{safe:?}");
        let all: HashSet<String> = safe.iter().map(|name| name.to_lowercase()).collect();
        assert_eq!(all.len(), raws.len(), "{safe:?}");
        for name in &safe {
            assert!(name.is_ascii() && !name.contains(['/', '\\', '\n', ' ', '<', '"']), "{name}");
        }
    }

    #[test]
    fn a_plain_name_stays() {
        check(&["a17", "Doe_Jane+2@x.zip"], |safe| safe == ["a17", "Doe_Jane+2@x.zip"]);
    }

    #[test]
    fn names_of_any_kind_become_safe_and_stay_apart() {
        check(
            &["a b", "a\nb", "a_b", "🦀", "=1+1", "<script>", "..", "-rf", "nul", "CON.zip"],
            |_| true,
        );
        check(&["Ada", "ada", "ADA"], |_| true);
        check(&[&"x".repeat(300), &"x".repeat(301)], |_| true);
    }
}
