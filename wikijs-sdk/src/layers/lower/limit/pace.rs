//! Spreads calls of a field over time where the server limits how often it may be called.
//!
//! The server counts each call, also those that succeed, by address and field, and fails those over the limit. So a
//! call waits until it will not be over it.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::{Mutex as AsyncMutex, OwnedMutexGuard};
use tokio::time::{Instant, sleep_until};
use wikijs_wire::operation::RateLimit;

use crate::error::BETWEEN_COMMENTS;

/// When each field with a limit was called last.
#[derive(Default)]
pub(crate) struct Pace(Mutex<HashMap<&'static str, Lane>>);

type Lane = Arc<AsyncMutex<VecDeque<Instant>>>;

impl Pace {
    /// Waits until the field may be called. The turn is over once it is dropped, after the answer.
    pub(crate) async fn turn(&self, field: &'static str, limit: RateLimit) -> ServerTurn {
        let calls = self.lane(field).lock_owned().await;
        let (count, within) = rule(field, limit);
        if calls.len() >= count
            && let Some(oldest) = calls.front()
        {
            sleep_until(*oldest + within).await;
        }
        ServerTurn {
            calls,
            count,
            was_used: false,
        }
    }

    /// How long a call would wait that came now; `None` behind others whose end is not known.
    pub(super) fn wait(&self, field: &'static str, limit: RateLimit) -> Option<Duration> {
        let calls = self.lane(field).try_lock_owned().ok()?;
        let (count, within) = rule(field, limit);
        match calls.front() {
            Some(oldest) if calls.len() >= count => {
                Some((*oldest + within).saturating_duration_since(Instant::now()))
            }
            _ => Some(Duration::ZERO),
        }
    }

    fn lane(&self, field: &'static str) -> Lane {
        let mut lanes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(lanes.entry(field).or_default())
    }
}

/// The right to call a field once. Only one that was used counts: a call that is given up before it is sent, for whatever
/// else it waits, takes nothing away.
pub(crate) struct ServerTurn {
    calls: OwnedMutexGuard<VecDeque<Instant>>,
    /// As many calls as are of interest.
    count: usize,
    was_used: bool,
}

impl ServerTurn {
    /// The call is about to be sent.
    pub(crate) fn begin(&mut self) {
        self.was_used = true;
    }
}

impl Drop for ServerTurn {
    /// Counted from the answer on: when the server counted the call is not known better.
    fn drop(&mut self) {
        if !self.was_used {
            return;
        }
        self.calls.push_back(Instant::now());
        while self.calls.len() > self.count {
            self.calls.pop_front();
        }
    }
}

/// So many calls within such a time.
fn rule(field: &str, limit: RateLimit) -> (usize, Duration) {
    let within = Duration::from_secs(limit.duration.into());
    match field {
        "comments.create" => (1, within.max(BETWEEN_COMMENTS)),
        _ => (usize::try_from(limit.limit).unwrap_or(1).max(1), within),
    }
}

#[cfg(test)]
mod tests {
    use futures_util::future::join_all;
    use proptest::collection::vec;
    use proptest::prelude::*;
    use tokio::time::sleep;

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn no_more_calls_than_the_server_allows() {
        for (field, limit, duration, expected) in [
            ("authentication.login", 2, 60, [0, 0, 60, 60, 120]),
            ("comments.create", 1, 15, [0, 30, 60, 90, 120]),
        ] {
            let (pace, began) = (Pace::default(), Instant::now());
            let mut times = Vec::new();
            for _ in 0..5 {
                let limit = RateLimit { limit, duration };
                // One that is given up counts for nothing.
                drop(pace.turn(field, limit).await);
                pace.turn(field, limit).await.begin();
                times.push(began.elapsed().as_secs());
            }
            assert_eq!(times, expected, "{field}");
        }
    }

    proptest! {
        /// Whenever it was counted between its sending and its answer.
        #[test]
        fn however_calls_come_the_server_counts_no_more_than_it_allows(
            limit in 1_u32..6, duration in 1_u32..60,
            calls in vec((0_u64..20_000, 0_u64..5_000, any::<bool>()), 1..40),
        ) {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_time()
                .start_paused(true)
                .build()
                .unwrap();
            let mut sent = runtime.block_on(async {
                let pace = Pace::default();
                let calls = calls.iter().map(|(at, takes, is_sent)| {
                    let pace = &pace;
                    async move {
                        sleep(Duration::from_millis(*at)).await;
                        let mut turn = pace.turn("authentication.login", RateLimit { limit, duration }).await;
                        if !is_sent {
                            return None;
                        }
                        turn.begin();
                        let begins = Instant::now();
                        sleep(Duration::from_millis(*takes)).await;
                        drop(turn);
                        Some((begins, Instant::now()))
                    }
                });
                join_all(calls).await
            });
            sent.sort();
            let sent: Vec<_> = sent.into_iter().flatten().collect();
            let wanted = calls.iter().filter(|(.., is_sent)| *is_sent).count();
            prop_assert_eq!(sent.len(), wanted, "all had their turn");
            let within = Duration::from_secs(duration.into());
            for (first, last) in sent.iter().zip(sent.iter().skip(limit as usize)) {
                prop_assert!(last.0 >= first.1 + within);
            }
        }
    }
}
