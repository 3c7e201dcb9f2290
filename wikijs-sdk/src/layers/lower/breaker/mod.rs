//! Holds attempts back while the server is down. Above the attempt's time limit, whose end counts; below the rate limit,
//! whose waiting does not.
//!
//! `state.rs` has the states, `window.rs` the rate, `settings.rs` what a user sets; here an attempt asks, and tells what
//! came of it.

mod settings;
mod state;
mod stats;
mod window;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;
use tokio::time::Instant;
use tower::{Service, ServiceExt, service_fn};
use wikijs_wire::Effect;

pub use self::settings::CircuitBreaker;
pub use self::state::BreakerState;
pub use self::stats::{BreakerChange, BreakerStats, LastFailure};

use self::state::{Admission, Change, Health, Held, Machine, Probe, Ticket};
use crate::call::{Exchange, Reply};
use crate::connector::{Progress, Stage};
use crate::error::{Error, ErrorKind};

/// A breaker, as all clones of a client share it.
pub(crate) struct Breaker {
    settings: CircuitBreaker,
    kept: Mutex<Kept>,
    /// A call that tried the server was answered.
    answered: Notify,
}

struct Kept {
    machine: Machine,
    last: Option<LastFailure>,
}

/// The service that asks `breaker`, where there is one, before each attempt of `inner`.
///
/// A function and no named service, so that its future needs no box of its own.
pub(crate) fn broken<S>(
    inner: S,
    breaker: Option<Arc<Breaker>>,
) -> impl Service<Exchange, Response = Reply, Error = Error, Future: Send> + Clone + Send + Sync
where
    S: Service<Exchange, Response = Reply, Error = Error, Future: Send> + Clone + Send + Sync,
{
    service_fn(move |exchange: Exchange| run(inner.clone(), breaker.clone(), exchange))
}

async fn run<S>(inner: S, breaker: Option<Arc<Breaker>>, exchange: Exchange) -> Result<Reply, Error>
where
    S: Service<Exchange, Response = Reply, Error = Error>,
{
    let Some(breaker) = breaker else {
        return inner.oneshot(exchange).await;
    };
    let attempt = Attempt {
        ticket: Some(breaker.admit(probe(&exchange))?),
        deadline: exchange.deadline,
        progress: exchange.request.progress.clone(),
        breaker,
    };
    let outcome = inner.oneshot(exchange).await;
    attempt.end(&outcome);
    outcome
}

impl Breaker {
    pub(crate) fn new(settings: CircuitBreaker) -> Self {
        Self {
            kept: Mutex::new(Kept {
                machine: Machine::new(&settings),
                last: None,
            }),
            settings,
            answered: Notify::new(),
        }
    }

    /// Waits until a call that tries the server is answered.
    pub(crate) async fn answered(&self) {
        self.answered.notified().await;
    }

    /// What it has seen so far.
    pub(crate) fn stats(&self) -> BreakerStats {
        let mut kept = self.kept();
        let counts = kept.machine.counts(Instant::now());
        BreakerStats {
            state: kept.machine.state(),
            failures_in_a_row: kept.machine.in_a_row(),
            recent_attempts: counts.calls,
            recent_failures: counts.failures,
            successes_wanted: kept.machine.wanted(&self.settings),
            opened: kept.machine.opened,
            held_back: kept.machine.held_back,
            last_failure: kept.last.clone(),
        }
    }

    /// # Errors
    ///
    /// The breaker is open, or others try the server first.
    fn admit(&self, probe: Probe) -> Result<Ticket, Error> {
        let mut kept = self.kept();
        let (admission, change) = kept.machine.admit(probe, Instant::now());
        let is_told = change.is_some() || matches!(admission, Admission::Held(_));
        let last = kept.last.as_ref().filter(|_| is_told).cloned();
        drop(kept);
        self.tell(change, last.as_ref());
        match admission {
            Admission::Go(ticket) => Ok(ticket),
            Admission::Held(held) => Err(held_back(held, last.as_ref())),
        }
    }

    /// The error of an attempt that is to be made after `wait`, where it is known now that it would be held back.
    pub(crate) fn foresees(&self, wait: Duration) -> Option<Error> {
        let mut kept = self.kept();
        let now = Instant::now();
        let rest = kept.machine.hold(now.checked_add(wait)?, now)?;
        Some(held_back(Held::Open(rest), kept.last.as_ref()))
    }

    fn report(&self, ticket: Ticket, health: Health, failure: Option<LastFailure>) {
        let mut kept = self.kept();
        let now = Instant::now();
        let wanted = kept.machine.wanted(&self.settings);
        let change = kept.machine.report(ticket, health, &self.settings, now);
        let still_wanted = kept.machine.wanted(&self.settings);
        if failure.is_some() {
            kept.last = failure;
        }
        let last = change.and_then(|_| kept.last.clone());
        drop(kept);
        if still_wanted < wanted {
            self.answered.notify_waiters();
        }
        if change.is_none() && still_wanted < wanted {
            tracing::info!(
                successes_wanted = still_wanted,
                "circuit breaker: the server answered; it is half-open until that many more calls succeed (`close_after`)"
            );
        }
        self.tell(change, last.as_ref());
    }

    /// With nothing locked: a listener may ask for the stats.
    fn tell(&self, change: Option<Change>, last: Option<&LastFailure>) {
        let Some((from, to)) = change else {
            return;
        };
        let change = BreakerChange {
            from,
            to,
            close_after: self.settings.successes(),
            last_failure: last.cloned(),
        };
        match to {
            BreakerState::Open => tracing::warn!(?from, ?to, %change, "circuit breaker"),
            _ => tracing::info!(?from, ?to, %change, "circuit breaker"),
        }
        self.settings.tell(&change);
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// An attempt that was let pass; dropped before its end, it was given up.
struct Attempt {
    breaker: Arc<Breaker>,
    ticket: Option<Ticket>,
    deadline: Option<Instant>,
    progress: Progress,
}

impl Attempt {
    fn end(mut self, outcome: &Result<Reply, Error>) {
        let Some(ticket) = self.ticket.take() else {
            return;
        };
        match outcome {
            Ok(_) => self.breaker.report(ticket, Health::Good, None),
            Err(error) => {
                let health = health(error);
                let failure = (health == Health::Bad).then(|| LastFailure::of(error));
                self.breaker.report(ticket, health, failure);
            }
        }
    }

    /// Whether the call's whole time went by without an answer: then it was not the caller who gave it up.
    fn is_overdue(&self) -> bool {
        self.deadline.is_some_and(|end| end <= Instant::now())
            && self.progress.stage() != Stage::Answered
    }
}

impl Drop for Attempt {
    fn drop(&mut self) {
        let Some(ticket) = self.ticket.take() else {
            return;
        };
        match self.is_overdue() {
            true => self
                .breaker
                .report(ticket, Health::Bad, Some(LastFailure::overdue())),
            false => self.breaker.report(ticket, Health::Silent, None),
        }
    }
}

/// What becomes of an attempt that finds the server still down.
fn probe(exchange: &Exchange) -> Probe {
    match exchange.effect {
        // Signing in leaves nothing behind to look at, and reads wait for it.
        Effect::Once if !exchange.only_signs_in() => Probe::Once,
        _ => Probe::Harmless,
    }
}

/// What a failure says of the server.
fn health(error: &Error) -> Health {
    match error.kind() {
        ErrorKind::Connect | ErrorKind::Lost | ErrorKind::Timeout | ErrorKind::Unavailable => {
            Health::Bad
        }
        // Cut off in the middle.
        ErrorKind::Unreadable => Health::Bad,
        // Wiki.js says a refused key, and that keys are switched off, with a 500: those have kinds of their own.
        ErrorKind::Failed if error.status().is_some_and(|status| status >= 500) => Health::Bad,
        ErrorKind::Settings
        | ErrorKind::NoPermit
        | ErrorKind::NoToken
        | ErrorKind::OverLimit
        | ErrorKind::ReadOnly
        | ErrorKind::ShutDown => Health::Silent,
        _ => Health::Good,
    }
}

fn held_back(held: Held, last: Option<&LastFailure>) -> Error {
    let last = last.map(|last| format!("; the last failure, {last}"));
    let last = last.unwrap_or_default();
    let message = match held {
        Held::Open(rest) => format!(
            "the circuit breaker is open for {:.1}s more{last}",
            rest.as_secs_f64()
        ),
        Held::OthersFirst(rest) => format!(
            "the circuit breaker lets what can be sent again try the server first, and a write like this one in {:.1}s{last}",
            rest.as_secs_f64()
        ),
        Held::Probing => {
            format!("the circuit breaker is half-open, and another call is trying the server{last}")
        }
    };
    Error::not_sent(ErrorKind::CircuitOpen, message).with_retry_after(held.rest())
}

#[cfg(test)]
mod tests {
    use http::StatusCode;

    use super::*;

    #[test]
    fn only_what_speaks_of_the_servers_health_counts() {
        use ErrorKind::*;
        for (kind, status, expected) in [
            (Connect, None, Health::Bad),
            (Lost, None, Health::Bad),
            (Timeout, None, Health::Bad),
            (Unreadable, Some(200), Health::Bad),
            (Unavailable, Some(502), Health::Bad),
            (Failed, Some(500), Health::Bad),
            (Failed, Some(200), Health::Good),
            (Unauthorized, Some(500), Health::Good),
            (ApiDisabled, Some(500), Health::Good),
            (RateLimited, Some(429), Health::Good),
            (Forbidden, Some(403), Health::Good),
            (Invalid, Some(400), Health::Good),
            (Refused, Some(200), Health::Good),
            (NotFound, Some(404), Health::Good),
            (Settings, None, Health::Silent),
            (NoPermit, None, Health::Silent),
        ] {
            let error = Error::new(kind, "");
            let error = match status {
                Some(status) => error.with_status(StatusCode::from_u16(status).unwrap()),
                None => error,
            };
            assert_eq!(health(&error), expected, "{kind:?} {status:?}");
        }
    }
}
