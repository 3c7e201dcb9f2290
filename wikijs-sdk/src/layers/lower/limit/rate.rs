//! How much may pass in what time, as a user says it.

use std::fmt;
use std::time::Duration;

use crate::error::Error;

/// How many parts may pass in what time, of up to 100 days. A single call is one part; a batch has as many as operations.
///
/// ```
/// use std::time::Duration;
/// use wikijs_sdk::Rate;
///
/// // Ten a second on average, and up to thirty at once after a rest.
/// let rate = Rate::bucket(10, Duration::from_secs(1)).burst(30);
/// // Never more than five within any minute.
/// let rate = Rate::window(5, Duration::from_secs(60));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    pub(crate) algorithm: Algorithm,
    pub(crate) count: u32,
    pub(crate) per: Duration,
    pub(crate) burst: u32,
}

/// 100 days: sums of such times can be reckoned with, here and in the numbers of a Redis' scripts.
const LONGEST: Duration = Duration::from_secs(100 * 86_400);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Algorithm {
    TokenBucket,
    SlidingWindow,
}

impl Rate {
    /// A token bucket: `count` tokens flow in evenly in the time `per`, and as many can lie in it.
    pub const fn bucket(count: u32, per: Duration) -> Self {
        Self {
            algorithm: Algorithm::TokenBucket,
            count,
            per,
            burst: count,
        }
    }

    /// A sliding window: no span of the length `within`, wherever it begins, sees more than `count`.
    pub const fn window(count: u32, within: Duration) -> Self {
        Self {
            algorithm: Algorithm::SlidingWindow,
            count,
            per: within,
            burst: count,
        }
    }

    /// How many tokens a bucket holds, and so how many parts may pass at once after a rest. A window knows no burst.
    pub const fn burst(mut self, tokens: u32) -> Self {
        self.burst = tokens;
        self
    }

    /// The time after which a token flows into the bucket.
    pub(crate) fn interval(&self) -> Duration {
        self.per / self.count.max(1)
    }

    /// # Errors
    ///
    /// Nothing could ever pass, or all of it at once.
    pub(crate) fn check(&self) -> Result<(), Error> {
        let complaint = match self {
            Self { count: 0, .. } => "a rate of zero lets nothing pass; it takes a count from 1 on",
            Self { burst: 0, .. } => {
                "a bucket with a burst of zero lets nothing pass; it takes one from 1 on"
            }
            Self {
                algorithm: Algorithm::SlidingWindow,
                count,
                burst,
                ..
            } if count != burst => "a sliding window knows no burst; a bucket does",
            _ if self.interval().is_zero() => {
                "a rate over no time limits nothing; it takes a time of a nanosecond or more for each"
            }
            Self { per, .. } if *per > LONGEST => {
                "a time of more than 100 days is longer than is counted; it takes up to 100 days"
            }
            _ => return Ok(()),
        };
        Err(Error::settings(format!("`{self}`: {complaint}")))
    }
}

/// As it is written.
impl fmt::Display for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = match self.algorithm {
            Algorithm::TokenBucket => "bucket",
            Algorithm::SlidingWindow => "window",
        };
        write!(f, "Rate::{name}({}, {:?})", self.count, self.per)?;
        match self.burst == self.count {
            true => Ok(()),
            false => write!(f, ".burst({})", self.burst),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_that_cannot_be_meant_is_refused() {
        let second = Duration::from_secs(1);
        for (rate, says) in [
            (Rate::bucket(0, second), "lets nothing pass"),
            (Rate::bucket(1, second).burst(0), "lets nothing pass"),
            (Rate::window(0, second), "lets nothing pass"),
            (Rate::window(5, second).burst(9), "knows no burst"),
            (Rate::bucket(5, Duration::ZERO), "over no time"),
        ] {
            let error = rate.check().unwrap_err().to_string();
            assert!(error.contains(says), "{rate:?}: {error}");
        }
        assert!(Rate::bucket(5, second).burst(9).check().is_ok());
    }
}
