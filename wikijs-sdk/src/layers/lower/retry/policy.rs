//! Whether an attempt that failed is repeated, and when. Pure: time comes in as a value.

use std::time::Duration;

use tokio::time::Instant;
use wikijs_wire::Effect;

use super::table::{Again, Class, again, class};
use crate::call::Retry;
use crate::error::{Error, ErrorKind, GivenUp};

/// What to do after an attempt that failed.
pub(super) fn next(retry: &Retry, effect: Effect, error: &Error, round: &Round) -> Next {
    let class = class(error);
    let is_wanted = match again(effect, class) {
        Again::Yes => true,
        Again::IfAsked => retry.is_asked(error),
        Again::No => false,
    };
    if !is_wanted || retry.is_refused(error) || retry.is_over(round.attempts) {
        return Next::Stop(None);
    }
    if round.is_up() {
        return Next::Stop(None);
    }
    let wait = wait(retry, error, round.attempts);
    if round.outlasts(wait, retry.limit()) {
        return Next::Stop(Some(GivenUp::Wait(wait)));
    }
    Next::Again(Repeat {
        wait,
        doubtful: class == Class::MaybeDone,
        is_paid: costs_work(class, error),
        for_breaker: error.kind() == ErrorKind::CircuitOpen,
    })
}

/// The time until the next attempt.
fn wait(retry: &Retry, error: &Error, attempts: u32) -> Duration {
    match (error.kind(), error.retry_after()) {
        // The breaker knows when it lets calls pass: a backoff on top would only make them late.
        (ErrorKind::CircuitOpen, Some(rest)) => rest.saturating_add(retry.spread()),
        (_, told) => told
            .unwrap_or_default()
            .saturating_add(retry.wait(attempts)),
    }
}

/// Whether another attempt is work for the server that it did not ask for.
fn costs_work(class: Class, error: &Error) -> bool {
    match class {
        Class::NeverSent | Class::HeldBack => false,
        Class::Refused => error.retry_after().is_none(),
        Class::MaybeDone | Class::Answered => true,
    }
}

/// Where a call stands after an attempt.
#[derive(Debug, Clone, Copy)]
pub(super) struct Round {
    /// How many attempts there were.
    pub(super) attempts: u32,
    /// When the first one began.
    pub(super) began: Instant,
    pub(super) now: Instant,
    /// When the call's time is up.
    pub(super) deadline: Option<Instant>,
}

impl Round {
    /// Whether the call's time is over: then that is the reason, and no wait.
    fn is_up(&self) -> bool {
        self.deadline.is_some_and(|end| end <= self.now)
    }

    fn outlasts(&self, wait: Duration, limit: Option<Duration>) -> bool {
        let Some(then) = self.now.checked_add(wait) else {
            return true;
        };
        let end = limit.and_then(|limit| self.began.checked_add(limit));
        [self.deadline, end]
            .into_iter()
            .flatten()
            .any(|end| then >= end)
    }
}

/// What to do after an attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Next {
    /// That was it, and maybe why.
    Stop(Option<GivenUp>),
    Again(Repeat),
}

/// Another attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Repeat {
    /// After that time.
    pub(super) wait: Duration,
    /// The last one may have been carried out.
    pub(super) doubtful: bool,
    /// It is paid from the budget.
    pub(super) is_paid: bool,
    /// The wait is that for the circuit breaker.
    pub(super) for_breaker: bool,
}

#[cfg(test)]
mod tests {
    use http::StatusCode;

    use super::*;
    use crate::call::{Backoff, Jitter};
    use crate::connector::Reach;

    const SECOND: Duration = Duration::from_secs(1);

    fn round(attempts: u32, deadline: Option<u64>) -> Round {
        let now = Instant::now();
        Round {
            attempts,
            began: now - 10 * SECOND,
            now,
            deadline: deadline.map(|seconds| now + Duration::from_secs(seconds)),
        }
    }

    fn retry() -> Retry {
        Retry::new().backoff(Backoff::constant(SECOND).jitter(Jitter::None))
    }

    fn lost() -> Error {
        Error::new(ErrorKind::Lost, "").with_reach(Reach::Unknown)
    }

    fn limited(seconds: Option<u64>) -> Error {
        Error::new(ErrorKind::RateLimited, "")
            .with_status(StatusCode::TOO_MANY_REQUESTS)
            .with_retry_after(seconds.map(Duration::from_secs))
    }

    fn repeat(wait: u64, doubtful: bool, is_paid: bool) -> Next {
        Next::Again(Repeat {
            wait: Duration::from_secs(wait),
            doubtful,
            is_paid,
            for_breaker: false,
        })
    }

    fn held(wait: u64) -> Next {
        Next::Again(Repeat {
            wait: Duration::from_secs(wait),
            doubtful: false,
            is_paid: false,
            for_breaker: true,
        })
    }

    #[test]
    fn attempts_and_time_are_limited() {
        use Effect::{Once, Read};
        let wait = |seconds| Next::Stop(Some(GivenUp::Wait(Duration::from_secs(seconds))));
        let cases = [
            (Read, lost(), round(1, None), repeat(1, true, true)),
            (Read, lost(), round(2, Some(2)), repeat(1, true, true)),
            (Read, lost(), round(3, None), Next::Stop(None)),
            (Read, lost(), round(1, Some(1)), wait(1)),
            (Once, lost(), round(1, None), Next::Stop(None)),
            (
                Once,
                limited(Some(7)),
                round(1, None),
                repeat(8, false, false),
            ),
            (Once, limited(None), round(1, None), repeat(1, false, true)),
            (Once, limited(Some(30)), round(1, Some(20)), wait(31)),
            (
                Read,
                limited(Some(u64::MAX)),
                round(1, None),
                Next::Stop(Some(GivenUp::Wait(
                    Duration::from_secs(u64::MAX).saturating_add(SECOND),
                ))),
            ),
        ];
        for (index, (effect, error, round, expected)) in cases.into_iter().enumerate() {
            assert_eq!(next(&retry(), effect, &error, &round), expected, "{index}");
        }
        let limited_in_all = retry().time_limit(11 * SECOND);
        assert_eq!(
            next(&limited_in_all, Read, &lost(), &round(1, None)),
            wait(1)
        );
        let longer = retry().time_limit(12 * SECOND);
        assert_eq!(
            next(&longer, Read, &lost(), &round(1, None)),
            repeat(1, true, true)
        );
    }

    #[test]
    fn what_the_breaker_holds_back_waits_for_the_breaker_alone() {
        let open = |rest: Option<u64>| {
            let error = Error::not_sent(ErrorKind::CircuitOpen, "");
            error.with_retry_after(rest.map(Duration::from_secs))
        };
        let next = |retry: &Retry, error: &Error, deadline| {
            next(retry, Effect::Once, error, &round(7, deadline))
        };
        let patiently = |jitter| {
            let backoff = Backoff::constant(SECOND).jitter(jitter);
            Retry::patient().backoff(backoff)
        };
        let plainly = patiently(Jitter::None);
        assert_eq!(next(&retry(), &open(Some(9)), None), Next::Stop(None));
        assert_eq!(next(&plainly, &open(Some(9)), None), held(9));
        // Another call is trying the server: nobody knows for how long.
        assert_eq!(next(&plainly, &open(None), None), held(1));
        let too_long = Next::Stop(Some(GivenUp::Wait(9 * SECOND)));
        assert_eq!(next(&plainly, &open(Some(9)), Some(9)), too_long);
        let Next::Again(spread) = next(&patiently(Jitter::Half), &open(Some(9)), None) else {
            panic!("it is patient");
        };
        assert!(
            (9 * SECOND..10 * SECOND).contains(&spread.wait),
            "{spread:?}"
        );
        let not_so = plainly.unless(|error| error.kind() == ErrorKind::CircuitOpen);
        assert_eq!(next(&not_so, &open(Some(9)), None), Next::Stop(None));
    }

    #[test]
    fn a_user_asks_for_more_or_less_within_what_is_safe() {
        let failed =
            || Error::new(ErrorKind::Failed, "").with_status(StatusCode::INTERNAL_SERVER_ERROR);
        let again = repeat(1, false, true);
        for (retry, effect, error, expected) in [
            (retry(), Effect::Read, failed(), Next::Stop(None)),
            (retry().statuses([500]), Effect::Read, failed(), again),
            (retry().statuses([500]), Effect::Repeatable, failed(), again),
            (
                retry().statuses([500]),
                Effect::Once,
                failed(),
                Next::Stop(None),
            ),
            (
                retry().statuses([501]),
                Effect::Read,
                failed(),
                Next::Stop(None),
            ),
            (
                retry().when(|error| error.kind() == ErrorKind::Failed),
                Effect::Read,
                failed(),
                again,
            ),
            (
                retry().when(|_| true),
                Effect::Once,
                lost(),
                Next::Stop(None),
            ),
            (
                retry().unless(Error::is_rate_limited),
                Effect::Read,
                limited(None),
                Next::Stop(None),
            ),
            (
                retry().unless(Error::is_rate_limited),
                Effect::Read,
                lost(),
                repeat(1, true, true),
            ),
        ] {
            assert_eq!(
                next(&retry, effect, &error, &round(1, None)),
                expected,
                "{error}"
            );
        }
    }
}
