//! How many parts go into the next request. Pure, but for what it learns.

use std::ops::Range;
use std::time::Duration;

use wikijs_wire::batch::{Limits, first_chunk};

use super::job::Job;
use crate::layers::upper::batch::{LARGEST_REQUEST, LONGEST_REQUEST, MOST_PARTS};

/// The limits of one request.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cut {
    pub(super) count: usize,
    pub(super) bytes: usize,
    pub(super) time: Duration,
    /// How much longer the server takes than was expected: 1 for as long.
    pub(super) slowness: f64,
}

impl Default for Cut {
    fn default() -> Self {
        Self {
            count: MOST_PARTS,
            bytes: LARGEST_REQUEST,
            time: LONGEST_REQUEST,
            slowness: 1.0,
        }
    }
}

/// What was seen of one request changes the next ones by this much at the most, either way.
const MOST_SLOWNESS: f64 = 20.0;

impl Cut {
    /// The parts of the next request, from `start` on. What the server limits goes alone.
    pub(super) fn next(&self, jobs: &[Job], start: usize) -> Range<usize> {
        let batched = jobs[start..]
            .iter()
            .take_while(|job| job.part.rate_limit.is_none())
            .map(|job| &job.load);
        let count = first_chunk(batched, self.limits(jobs[start].part.writes()));
        start..start + count.max(1)
    }

    fn limits(&self, writes: bool) -> Limits {
        let time = match writes {
            true => self.time.div_f64(self.slowness),
            false => Duration::MAX,
        };
        Limits {
            count: self.count,
            bytes: self.bytes,
            time,
        }
    }

    /// How long these parts are expected to take.
    pub(super) fn expected(&self, jobs: &[Job]) -> Duration {
        time(jobs).mul_f64(self.slowness.max(1.0))
    }

    /// Takes note of how long these parts took, which were done.
    pub(super) fn learn<'j>(&mut self, done: impl IntoIterator<Item = &'j Job>, took: Duration) {
        if let Some(seen) = slowness(done, took) {
            self.mix(seen);
        }
    }

    /// Takes note of how long these parts took, of which none is known to be done: that says no more than that the
    /// server is slow, if it is.
    pub(super) fn learn_in_vain(&mut self, jobs: &[Job], took: Duration) {
        match slowness(jobs, took) {
            Some(seen) if seen > self.slowness => self.mix(seen),
            _ => (),
        }
    }

    fn mix(&mut self, seen: f64) {
        let mixed = (self.slowness + seen) / 2.0;
        self.slowness = mixed.clamp(1.0 / MOST_SLOWNESS, MOST_SLOWNESS);
    }
}

fn time<'j>(jobs: impl IntoIterator<Item = &'j Job>) -> Duration {
    jobs.into_iter().map(|job| job.load.time()).sum()
}

fn slowness<'j>(jobs: impl IntoIterator<Item = &'j Job>, took: Duration) -> Option<f64> {
    let expected = time(jobs);
    (!expected.is_zero()).then(|| took.div_duration_f64(expected))
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;
    use crate::{comments, pages};

    fn creates(count: usize) -> Vec<Job> {
        let create = pages::Create::new("path", "Title", "Content");
        (0..count).map(|_| Job::of(&create)).collect()
    }

    #[test]
    fn creates_are_cut_by_the_time_they_take() {
        let jobs = creates(100);
        let mut cut = Cut::default();
        assert_eq!(cut.next(&jobs, 0), 0..11);
        // Twice as fast as expected, again and again.
        for _ in 0..20 {
            cut.learn(&jobs[..10], Duration::from_secs(9));
        }
        assert_eq!(cut.next(&jobs, 11), 11..33);
        for _ in 0..20 {
            cut.learn(&jobs[..10], Duration::from_secs(180));
        }
        assert_eq!(cut.next(&jobs, 99), 99..100);
        assert_eq!(cut.next(&jobs, 11).len(), 1);
    }

    #[test]
    fn queries_are_cut_by_number_and_bytes() {
        let jobs: Vec<Job> = (0..120)
            .map(|id| Job::of(&pages::Single::new(id)))
            .collect();
        let cut = Cut::default();
        assert_eq!(cut.next(&jobs, 100), 100..120);
        assert_eq!(cut.next(&jobs, 0), 0..50);
        let small = Cut { bytes: 10, ..cut };
        assert_eq!(small.next(&jobs, 7), 7..8);
    }

    #[test]
    fn what_the_server_limits_goes_alone() {
        let mut jobs = creates(2);
        jobs.insert(1, Job::of(&comments::Create::new(1, "text")));
        let cut = Cut::default();
        let ranges: Vec<_> = (0..3).map(|start| cut.next(&jobs, start)).collect();
        assert_eq!(ranges, [0..1, 1..2, 2..3]);
    }

    proptest! {
        #[test]
        fn whatever_is_learnt_requests_hold_something_and_are_not_too_long(
            seen in vec((1_usize..11, 0_u64..600_000, any::<bool>()), 0..40), start in 0_usize..40,
        ) {
            let jobs = creates(40);
            let mut cut = Cut::default();
            for (parts, took, is_done) in seen {
                let (before, took) = (cut.slowness, Duration::from_millis(took));
                match is_done {
                    true => cut.learn(&jobs[..parts], took),
                    false => cut.learn_in_vain(&jobs[..parts], took),
                }
                prop_assert!((1.0 / MOST_SLOWNESS..=MOST_SLOWNESS).contains(&cut.slowness));
                prop_assert!(is_done || cut.slowness >= before, "what failed soon was not fast");
                let next = cut.next(&jobs, start);
                prop_assert!(next.start == start && (1..=MOST_PARTS).contains(&next.len()));
                prop_assert!(next.end <= jobs.len());
                let expected = time(&jobs[next.clone()]).mul_f64(cut.slowness);
                prop_assert!(next.len() == 1 || expected <= cut.time + Duration::from_millis(1));
            }
        }
    }
}
