//! How long to wait before the next attempt. Pure: chance comes in as a number.

use std::hash::{BuildHasher, RandomState};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// How long to wait before each attempt after the first.
///
/// The wait grows as the constructor says, up to [`at_most`](Self::at_most), and then [`Jitter`] takes a part of it
/// away, so that clients that failed together do not come back together.
///
/// ```
/// use std::time::Duration;
/// use wikijs_sdk::{Backoff, Jitter};
///
/// let backoff = Backoff::exponential(Duration::from_millis(100))
///     .at_most(Duration::from_secs(5))
///     .jitter(Jitter::None);
/// assert_eq!(backoff.wait(1, 0.5), Duration::from_millis(100));
/// assert_eq!(backoff.wait(3, 0.5), Duration::from_millis(400));
/// assert_eq!(backoff.wait(30, 0.5), Duration::from_secs(5));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Backoff {
    first: Duration,
    growth: Growth,
    most: Duration,
    jitter: Jitter,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Growth {
    None,
    Linear,
    Exponential,
}

/// Which part of a wait is left to chance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Jitter {
    /// None of it.
    None,
    /// The second half.
    #[default]
    Half,
    /// All of it.
    Full,
}

impl Default for Backoff {
    /// Exponential from half a second on, at most 30 s, with the second half left to chance.
    fn default() -> Self {
        Self::exponential(Duration::from_millis(500))
    }
}

impl Backoff {
    /// `first`, then twice as long each time.
    pub const fn exponential(first: Duration) -> Self {
        Self::growing(first, Growth::Exponential)
    }

    /// `first`, then longer by `first` each time.
    pub const fn linear(first: Duration) -> Self {
        Self::growing(first, Growth::Linear)
    }

    /// The same each time.
    pub const fn constant(wait: Duration) -> Self {
        Self::growing(wait, Growth::None)
    }

    const fn growing(first: Duration, growth: Growth) -> Self {
        Self {
            first,
            growth,
            most: Duration::from_secs(30),
            jitter: Jitter::Half,
        }
    }

    /// The longest wait; 30 s by default. A server that asks for more is given more.
    pub const fn at_most(mut self, most: Duration) -> Self {
        self.most = most;
        self
    }

    /// Which part of each wait is left to chance; the second half by default.
    pub const fn jitter(mut self, jitter: Jitter) -> Self {
        self.jitter = jitter;
        self
    }

    /// The wait after that many failed attempts (from 1 on), for a `chance` from 0 up to 1.
    pub fn wait(&self, failed: u32, chance: f64) -> Duration {
        let whole = self.whole(failed.max(1)).min(self.most);
        let chance = if chance.is_finite() {
            chance.clamp(0.0, 1.0)
        } else {
            1.0
        };
        match self.jitter {
            Jitter::None => whole,
            Jitter::Half => whole / 2 + (whole / 2).mul_f64(chance),
            Jitter::Full => whole.mul_f64(chance),
        }
    }

    /// A part of the first wait that chance decides: what is put on a time that is told to all, so that not all come at
    /// once.
    pub(crate) fn spread(&self, chance: f64) -> Duration {
        match self.jitter {
            Jitter::None => Duration::ZERO,
            Jitter::Half | Jitter::Full => self.first.min(self.most).mul_f64(chance),
        }
    }

    fn whole(&self, failed: u32) -> Duration {
        let times = match self.growth {
            Growth::None => 1,
            Growth::Linear => failed,
            Growth::Exponential => 1_u32.checked_shl(failed - 1).unwrap_or(u32::MAX),
        };
        self.first.saturating_mul(times)
    }
}

/// Chance: a row of numbers that a seed decides (SplitMix64).
#[derive(Debug)]
pub(crate) struct Dice(AtomicU64);

const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

impl Dice {
    /// The row of that seed.
    pub(crate) fn seeded(seed: u64) -> Self {
        Self(AtomicU64::new(seed))
    }

    /// Another row in each process and for each client.
    pub(crate) fn unforeseen() -> Self {
        Self::seeded(RandomState::new().hash_one(STEP))
    }

    /// The next number, from 0 up to 1.
    pub(crate) fn roll(&self) -> f64 {
        let mut mixed = self.0.fetch_add(STEP, Ordering::Relaxed).wrapping_add(STEP);
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^= mixed >> 31;
        // 32 of the bits: so many a float holds without loss.
        f64::from(u32::try_from(mixed >> 32).unwrap_or(0)) / (f64::from(u32::MAX) + 1.0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    fn seconds(backoff: Backoff) -> Vec<u64> {
        let waits = (1..7).map(|failed| backoff.jitter(Jitter::None).wait(failed, 0.3));
        waits.map(|wait| wait.as_secs()).collect()
    }

    #[test]
    fn waits_grow_as_they_are_told_to() {
        let cases = [
            (Backoff::exponential(SECOND), [1, 2, 4, 8, 16, 30]),
            (Backoff::linear(SECOND), [1, 2, 3, 4, 5, 6]),
            (Backoff::constant(SECOND), [1; 6]),
            (
                Backoff::exponential(SECOND).at_most(5 * SECOND),
                [1, 2, 4, 5, 5, 5],
            ),
        ];
        for (backoff, expected) in cases {
            assert_eq!(seconds(backoff), expected, "{backoff:?}");
        }
    }

    #[test]
    fn jitter_takes_away_what_it_says() {
        let backoff = Backoff::constant(8 * SECOND);
        for (jitter, chance, expected) in [
            (Jitter::None, 0.0, 8),
            (Jitter::Half, 0.0, 4),
            (Jitter::Half, 0.5, 6),
            (Jitter::Half, 1.0, 8),
            (Jitter::Full, 0.0, 0),
            (Jitter::Full, 0.25, 2),
            (Jitter::Full, f64::NAN, 8),
        ] {
            let wait = backoff.jitter(jitter).wait(1, chance);
            assert_eq!(wait, expected * SECOND, "{jitter:?} {chance}");
        }
    }

    #[test]
    fn equal_seeds_roll_alike_and_others_do_not() {
        let row = |dice: Dice| (0..8).map(move |_| dice.roll()).collect::<Vec<_>>();
        assert_eq!(row(Dice::seeded(7)), row(Dice::seeded(7)));
        assert_ne!(row(Dice::seeded(7)), row(Dice::seeded(8)));
        assert_ne!(row(Dice::unforeseen()), row(Dice::unforeseen()));
        let many: Vec<_> = (0..10_000)
            .map(|_| 0)
            .scan(Dice::seeded(1), |dice, _| Some(dice.roll()))
            .collect();
        assert!(many.iter().all(|roll| (0.0..1.0).contains(roll)));
        let mean = many.iter().sum::<f64>() / 10_000.0;
        assert!((mean - 0.5).abs() < 0.02, "{mean}");
    }

    proptest! {
        #[test]
        fn no_wait_is_longer_than_the_longest(
            first in 0_u64..1 << 50,
            most in 0_u64..1 << 50,
            failed in 0_u32..,
            chance in 0.0..1.0,
            kind in 0..3,
        ) {
            let first = Duration::from_nanos(first);
            let backoff = match kind {
                0 => Backoff::exponential(first),
                1 => Backoff::linear(first),
                _ => Backoff::constant(first),
            };
            let most = Duration::from_nanos(most);
            for jitter in [Jitter::None, Jitter::Half, Jitter::Full] {
                prop_assert!(backoff.at_most(most).jitter(jitter).wait(failed, chance) <= most);
            }
        }
    }
}
