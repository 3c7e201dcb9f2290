//! How many calls there were of late, and how many of them failed: counted in slices of time. Pure.

use std::time::Duration;

use tokio::time::Instant;

const SLICES: u32 = 10;

/// Counts over the last span of time, a tenth of it at a time.
#[derive(Debug)]
pub(super) struct Window {
    slice: Duration,
    /// When the newest slice began.
    newest: Option<Instant>,
    /// The newest first.
    slices: [Counts; SLICES as usize],
}

/// Calls, and those of them that failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Counts {
    pub(super) calls: u32,
    pub(super) failures: u32,
}

impl Window {
    pub(super) fn new(span: Duration) -> Self {
        Self {
            slice: (span / SLICES).max(Duration::from_nanos(1)),
            newest: None,
            slices: Default::default(),
        }
    }

    /// Counts a call.
    pub(super) fn count(&mut self, failed: bool, now: Instant) {
        self.move_to(now);
        let [newest, ..] = &mut self.slices;
        newest.calls = newest.calls.saturating_add(1);
        newest.failures = newest.failures.saturating_add(u32::from(failed));
    }

    /// What was counted within the span.
    pub(super) fn counts(&mut self, now: Instant) -> Counts {
        self.move_to(now);
        let add = |sum: Counts, slice: &Counts| Counts {
            calls: sum.calls.saturating_add(slice.calls),
            failures: sum.failures.saturating_add(slice.failures),
        };
        self.slices.iter().fold(Counts::default(), add)
    }

    /// Forgets all.
    pub(super) fn clear(&mut self) {
        self.newest = None;
        self.slices = Default::default();
    }

    fn move_to(&mut self, now: Instant) {
        let Some(newest) = self.newest else {
            self.newest = Some(now);
            return;
        };
        let passed = now.saturating_duration_since(newest).as_nanos() / self.slice.as_nanos();
        let passed = usize::try_from(passed).unwrap_or(usize::MAX);
        if passed == 0 {
            return;
        }
        if passed >= self.slices.len() {
            self.clear();
            self.newest = Some(now);
            return;
        }
        self.slices.rotate_right(passed);
        for slice in self.slices.iter_mut().take(passed) {
            *slice = Counts::default();
        }
        self.newest = Some(newest + self.slice * u32::try_from(passed).unwrap_or(SLICES));
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_is_old_is_forgotten_a_slice_at_a_time() {
        let (mut window, begun) = (Window::new(Duration::from_secs(10)), Instant::now());
        let at = |millis| begun + Duration::from_millis(millis);
        for second in 0..10 {
            window.count(second % 2 == 0, at(second * 1000));
        }
        for (millis, calls, failures) in [
            (9_999, 10, 5),
            (10_000, 9, 4),
            (12_500, 7, 3),
            (18_999, 1, 0),
            (19_000, 0, 0),
            (1 << 40, 0, 0),
        ] {
            assert_eq!(
                window.counts(at(millis)),
                Counts { calls, failures },
                "{millis}"
            );
        }
    }

    proptest! {
        /// It counts all calls of nine tenths of the span, and none that is older than the span.
        #[test]
        fn it_agrees_with_a_list(steps in prop::collection::vec((0_u64..400, any::<bool>()), 1..200)) {
            let (mut window, begun) = (Window::new(Duration::from_millis(1000)), Instant::now());
            let (mut list, mut now) = (Vec::new(), 0);
            for (later, failed) in steps {
                now += later;
                window.count(failed, begun + Duration::from_millis(now));
                list.push((now, failed));
                let counted = window.counts(begun + Duration::from_millis(now));
                let within = |span: u64| {
                    let young = list.iter().filter(|(at, _)| now - at < span);
                    (young.clone().count() as u32, young.filter(|(_, failed)| *failed).count() as u32)
                };
                let (least, most) = (within(900), within(1000));
                prop_assert!((least.0..=most.0).contains(&counted.calls), "{counted:?} {least:?} {most:?}");
                prop_assert!((least.1..=most.1).contains(&counted.failures), "{counted:?} {least:?} {most:?}");
            }
        }
    }
}
