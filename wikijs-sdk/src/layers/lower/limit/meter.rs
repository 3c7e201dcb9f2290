//! Counts what passes, and says when more may. Pure: time is told to it.

use std::collections::VecDeque;
use std::time::Duration;

use tokio::time::Instant;

use super::rate::{Algorithm, Rate};

/// What has passed under one rate.
#[derive(Debug)]
pub(crate) enum Meter {
    Bucket(Bucket),
    Window(Window),
}

impl Meter {
    pub(crate) fn new(rate: &Rate) -> Self {
        match rate.algorithm {
            Algorithm::TokenBucket => Self::Bucket(Bucket {
                interval: rate.interval(),
                burst: rate.burst,
                full_again: None,
            }),
            Algorithm::SlidingWindow => Self::Window(Window {
                count: rate.count,
                within: rate.per,
                passed: VecDeque::new(),
                sum: 0,
            }),
        }
    }

    /// How long it takes until this many parts may pass. More parts than may ever pass together wait until nothing is
    /// counted any more.
    pub(crate) fn wait(&mut self, parts: u32, now: Instant) -> Duration {
        match self {
            Self::Bucket(bucket) => bucket.wait(parts, now),
            Self::Window(window) => window.wait(parts, now),
        }
    }

    /// Counts parts that pass now.
    pub(crate) fn take(&mut self, parts: u32, now: Instant) {
        match self {
            Self::Bucket(bucket) => bucket.take(parts, now),
            Self::Window(window) => window.take(parts, now),
        }
    }
}

/// A token bucket, kept as the one time at which it will be full again.
#[derive(Debug)]
pub(crate) struct Bucket {
    /// A token flows in after each such time.
    interval: Duration,
    /// So many tokens it holds.
    burst: u32,
    full_again: Option<Instant>,
}

impl Bucket {
    fn wait(&self, parts: u32, now: Instant) -> Duration {
        let missing = self.missing(now);
        // What must have flowed in: all but the tokens that may stay missing.
        let spare = self
            .interval
            .saturating_mul(self.burst.saturating_sub(parts));
        missing.saturating_sub(spare)
    }

    fn take(&mut self, parts: u32, now: Instant) {
        let missing = self
            .missing(now)
            .saturating_add(self.interval.saturating_mul(parts));
        self.full_again = now.checked_add(missing);
    }

    /// The time until it is full.
    fn missing(&self, now: Instant) -> Duration {
        self.full_again
            .map_or(Duration::ZERO, |full| full.saturating_duration_since(now))
    }
}

/// A log of what passed within the last while.
#[derive(Debug)]
pub(crate) struct Window {
    count: u32,
    within: Duration,
    passed: VecDeque<(Instant, u32)>,
    sum: u32,
}

impl Window {
    fn wait(&mut self, parts: u32, now: Instant) -> Duration {
        self.forget(now);
        let mut over = (self.sum.saturating_add(parts)).saturating_sub(self.count);
        if over == 0 {
            return Duration::ZERO;
        }
        for (at, parts) in &self.passed {
            over = over.saturating_sub(*parts);
            if over == 0 {
                return self.leaves(*at, now);
            }
        }
        // More than may ever pass together.
        self.passed
            .back()
            .map_or(Duration::ZERO, |(at, _)| self.leaves(*at, now))
    }

    fn take(&mut self, parts: u32, now: Instant) {
        self.forget(now);
        self.sum = self.sum.saturating_add(parts);
        match self.passed.back_mut() {
            Some((at, last)) if *at == now => *last = last.saturating_add(parts),
            _ => self.passed.push_back((now, parts)),
        }
    }

    fn forget(&mut self, now: Instant) {
        while let Some((at, parts)) = self.passed.front()
            && self.leaves(*at, now).is_zero()
        {
            self.sum = self.sum.saturating_sub(*parts);
            self.passed.pop_front();
        }
    }

    /// How long it takes until what passed at `at` is out of the window.
    fn leaves(&self, at: Instant, now: Instant) -> Duration {
        self.within
            .saturating_sub(now.saturating_duration_since(at))
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    /// The seconds at which parts pass that all come at the beginning.
    fn times(rate: &Rate, parts: &[u32]) -> Vec<f64> {
        let (mut meter, began) = (Meter::new(rate), Instant::now());
        let mut now = began;
        let mut times = Vec::new();
        for parts in parts {
            now += meter.wait(*parts, now);
            meter.take(*parts, now);
            times.push((now - began).as_secs_f64());
        }
        times
    }

    #[test]
    fn a_bucket_lets_a_burst_pass_and_then_an_even_flow() {
        let two_a_second = Rate::bucket(2, SECOND);
        for (rate, parts, expected) in [
            (two_a_second.burst(1), &[1, 1, 1][..], &[0.0, 0.5, 1.0][..]),
            (two_a_second.burst(3), &[1, 1, 1, 1], &[0.0, 0.0, 0.0, 0.5]),
            (two_a_second.burst(4), &[3, 3], &[0.0, 1.0]),
            // More than the bucket holds: all of it must be there, and the debt is paid afterwards.
            (two_a_second.burst(2), &[6, 1], &[0.0, 2.5]),
        ] {
            assert_eq!(times(&rate, parts), expected, "{rate:?} {parts:?}");
        }
    }

    #[test]
    fn a_window_lets_no_more_pass_within_it_wherever_it_begins() {
        let rate = Rate::window(3, 10 * SECOND);
        for (parts, expected) in [
            (&[1, 1, 1, 1][..], &[0.0, 0.0, 0.0, 10.0][..]),
            (&[2, 2, 1], &[0.0, 10.0, 10.0]),
            (&[5, 1], &[0.0, 10.0]),
        ] {
            assert_eq!(times(&rate, parts), expected, "{parts:?}");
        }
    }

    proptest! {
        #[test]
        fn no_span_holds_more_than_is_allowed(
            count in 1_u32..20, seconds in 1_u64..30, steps in vec((0_u64..5_000, 1_u32..4), 1..80),
        ) {
            for rate in [Rate::bucket(count, SECOND * seconds as u32), Rate::window(count, SECOND * seconds as u32)] {
                let (mut meter, mut now) = (Meter::new(&rate), Instant::now());
                let mut passed: Vec<(Instant, u32)> = Vec::new();
                for (millis, parts) in &steps {
                    now += Duration::from_millis(*millis);
                    let parts = (*parts).min(count);
                    now += meter.wait(parts, now);
                    prop_assert_eq!(meter.wait(parts, now), Duration::ZERO, "what was waited for may pass");
                    meter.take(parts, now);
                    passed.push((now, parts));
                }
                // A bucket that was full lets its burst pass on top of what flows in.
                let most = match rate.algorithm {
                    Algorithm::TokenBucket => 2 * count,
                    Algorithm::SlidingWindow => count,
                };
                for (begin, _) in &passed {
                    let within: u32 = passed.iter()
                        .filter(|(at, _)| at >= begin && *at - *begin < rate.per)
                        .map(|(_, parts)| parts)
                        .sum();
                    prop_assert!(within <= most, "{} of {}", within, most);
                }
            }
        }
    }
}
