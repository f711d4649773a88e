//! Random data for experiments. The same seed and label give the same data, so
//! that a failure can be repeated; another label gives other data, so that the
//! order in which experiments run does not matter.

/// A source of random test data.
#[derive(Debug, Clone)]
pub struct Dice {
    random: fastrand::Rng,
}

/// Letters of one, two, three and four bytes in UTF-8, so that text can be cut
/// inside a character.
const LETTERS: &[char] = &[
    'a', 'b', 'c', 'd', 'e', 'g', 'h', 'k', 'm', 'n', 'p', 'r', 's', 't', 'u', 'w', 'x', 'y', 'z',
    '0', '2', '3', '5', '7', '9', 'ü', 'é', 'ß', 'ñ', 'ø', 'ж', '猫', '🦀',
];

impl Dice {
    /// Dice for the experiment `label` of the run `seed`.
    #[must_use]
    pub fn new(seed: u64, label: &str) -> Self {
        // FNV-1a: stable across Rust versions, which `DefaultHasher` is not.
        let hash = label.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        Self { random: fastrand::Rng::with_seed(seed ^ hash) }
    }

    /// A seed that nobody chose, short enough to be typed again.
    #[must_use]
    pub fn fresh_seed() -> u64 {
        fastrand::u64(1..1_000_000)
    }

    /// A number in the range.
    pub fn number(&mut self, range: std::ops::Range<usize>) -> usize {
        self.random.usize(range)
    }

    /// Printable text of so many characters, with some of several bytes, without
    /// white space at the ends.
    pub fn text(&mut self, characters: usize) -> String {
        (0..characters).map(|_| LETTERS[self.random.usize(..LETTERS.len())]).collect()
    }

    /// A word of lower-case ASCII letters.
    pub fn word(&mut self, letters: usize) -> String {
        (0..letters).map(|_| self.random.lowercase()).collect()
    }

    /// Bytes that are not valid UTF-8, without NUL.
    pub fn invalid_utf8(&mut self, length: usize) -> Vec<u8> {
        let mut bytes: Vec<u8> = (0..length).map(|_| self.random.u8(1..)).collect();
        // 0xFF occurs in no UTF-8 text (RFC 3629, section 1).
        bytes[length / 2] = 0xFF;
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_and_label_give_the_same_data() {
        assert_eq!(Dice::new(7, "a").text(20), Dice::new(7, "a").text(20));
    }

    #[test]
    fn another_label_or_seed_gives_other_data() {
        let text = Dice::new(7, "a").text(20);
        assert_ne!(text, Dice::new(7, "b").text(20));
        assert_ne!(text, Dice::new(8, "a").text(20));
    }

    #[test]
    fn invalid_utf8_is_invalid() {
        for seed in 0..50 {
            assert!(std::str::from_utf8(&Dice::new(seed, "x").invalid_utf8(50)).is_err());
        }
    }
}
