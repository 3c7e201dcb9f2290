//! Everything that looks random, from one seed: equal runs give equal tokens.

use serde::{Deserialize, Serialize};

/// A small generator (splitmix64); nothing here needs to be hard to guess.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Seed(u64);

impl Seed {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from 0 to less than 1.
    #[expect(clippy::cast_precision_loss, reason = "53 bits fit")]
    pub(crate) fn fraction(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A text of that many characters out of `alphabet`.
    pub(crate) fn text(&mut self, length: usize, alphabet: &[u8]) -> String {
        let pick = |number: u64| {
            let index = usize::try_from(number % alphabet.len().max(1) as u64).unwrap_or(0);
            alphabet.get(index).copied().map_or('x', char::from)
        };
        (0..length).map(|_| pick(self.next())).collect()
    }

    /// A text that may stand in a URL.
    pub(crate) fn token(&mut self, length: usize) -> String {
        self.text(
            length,
            b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz-",
        )
    }

    /// A secret for one-time codes, in base 32.
    pub(crate) fn base32(&mut self, length: usize) -> String {
        self.text(length, b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
    }

    /// A random UUID.
    pub(crate) fn uuid(&mut self) -> String {
        let mut hex = |length| self.text(length, b"0123456789abcdef");
        format!("{}-{}-4{}-a{}-{}", hex(8), hex(4), hex(3), hex(3), hex(12))
    }
}
