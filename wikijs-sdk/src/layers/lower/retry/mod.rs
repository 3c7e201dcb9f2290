//! Repeats attempts that failed, where that is safe, of use, in time, and within what retries may cost.
//!
//! `table.rs` says what is safe, `policy.rs` what is wanted and in time, `budget.rs` what retries may cost; the settings
//! are those of a call. Here is the loop, and nothing is decided in it.

mod budget;
mod policy;
mod table;

use std::future::Future;
use std::sync::Arc;

use tokio::time::{Instant, sleep};
use tower::{Service, ServiceExt, service_fn};
use wikijs_wire::Effect;

pub use self::budget::RetryBudget;

use self::policy::{Next, Repeat, Round};
use crate::call::{Exchange, Reply, ReplyBody, Retry};
use crate::error::{BETWEEN_COMMENTS, Error, ErrorKind, GivenUp, Verdict, holds_too_soon};
use crate::layers::lower::breaker::Breaker;

/// How a client repeats attempts unless a call says otherwise, and the budget that all its calls share.
#[derive(Debug, Clone, Default)]
pub(crate) struct Retries {
    pub(crate) policy: Arc<Retry>,
    pub(crate) budget: Option<RetryBudget>,
}

/// The service that repeats attempts of `inner`; none that `breaker` would hold back is waited for.
///
/// A function and no named service, so that its future needs no box of its own.
pub(crate) fn retries<S>(
    inner: S,
    settings: Retries,
    breaker: Option<Arc<Breaker>>,
) -> impl Service<Exchange, Response = Reply, Error = Error, Future: Send> + Clone + Send + Sync
where
    S: Service<Exchange, Response = Reply, Error = Error, Future: Send> + Clone + Send + Sync,
{
    service_fn(move |mut exchange: Exchange| {
        let policy = exchange.retry.take();
        let policy = policy.unwrap_or_else(|| Arc::clone(&settings.policy));
        let repeating = Repeating {
            policy,
            budget: settings.budget.clone(),
            breaker: breaker.clone(),
        };
        run(inner.clone(), repeating, exchange)
    })
}

/// What decides whether a call is repeated.
struct Repeating {
    policy: Arc<Retry>,
    budget: Option<RetryBudget>,
    breaker: Option<Arc<Breaker>>,
}

async fn run<S>(inner: S, repeating: Repeating, exchange: Exchange) -> Result<Reply, Error>
where
    S: Service<Exchange, Response = Reply, Error = Error> + Clone,
{
    let Repeating { policy, budget, .. } = &repeating;
    if policy.is_never() {
        return inner.oneshot(exchange).await;
    }
    let progress = exchange.request.progress.clone();
    let (began, mut attempts) = (Instant::now(), 0);
    let (mut was_paid, mut was_held) = (false, false);
    loop {
        let outcome = inner.clone().oneshot(exchange.again()).await;
        let outcome = outcome.map_err(|error| error.with_attempts(progress.attempts()));
        let told = outcome
            .as_ref()
            .ok()
            .and_then(|reply| told(reply, policy, &exchange));
        let Some(failure) = told.as_ref().or(outcome.as_ref().err()) else {
            if let Some(budget) = budget {
                budget.succeeded(was_paid);
            }
            return outcome;
        };
        // What the breaker held back was no attempt: how long a call waits for it is a matter of its time limits. So it is
        // with what tried the server after such a wait, where the end of the outage is waited for.
        let waits_on = was_held && policy.waits_for_the_end();
        attempts += u32::from(failure.kind() != ErrorKind::CircuitOpen && !waits_on);
        let round = Round {
            attempts,
            began,
            now: Instant::now(),
            deadline: exchange.deadline,
        };
        let next = policy::next(policy, exchange.effect, failure, &round);
        let next = match repeating.foreseen(next, exchange.effect, &round) {
            Foreseen::Next(next) => next,
            Foreseen::Held(held, was_doubtful) => {
                progress.again(was_doubtful);
                let held = held.with_attempts(progress.attempts());
                return outcome.or(Err(held));
            }
        };
        let repeat = match afford(next, budget.as_ref()) {
            Ok(repeat) => repeat,
            Err(why) => return outcome.map_err(|error| error.given_up(why)),
        };
        if exchange.underway.as_ref().is_some_and(|it| !it.pause()) {
            return outcome.map_err(|error| error.given_up(Some(GivenUp::ShutDown)));
        }
        was_paid = repeat.is_paid;
        report(&exchange, failure, attempts, &repeat);
        drop((outcome, told));
        was_held = repeat.for_breaker;
        progress.again(repeat.doubtful);
        repeating.wait(&repeat).await;
    }
}

/// What is to be done next, by what the breaker is known to do then.
enum Foreseen {
    Next(Next),
    /// It would be held back; and whether the last attempt may have been carried out.
    Held(Error, bool),
}

impl Repeating {
    /// Waits for nothing that would be held back after the wait: then the breaker's own time is waited for, or nothing is.
    fn foreseen(&self, next: Next, effect: Effect, round: &Round) -> Foreseen {
        let Next::Again(repeat) = next else {
            return Foreseen::Next(next);
        };
        let breaker = self.breaker.as_ref();
        let Some(held) = breaker.and_then(|breaker| breaker.foresees(repeat.wait)) else {
            return Foreseen::Next(next);
        };
        match policy::next(&self.policy, effect, &held, round) {
            Next::Again(Repeat {
                wait, for_breaker, ..
            }) => Foreseen::Next(Next::Again(Repeat {
                wait,
                for_breaker,
                ..repeat
            })),
            Next::Stop(why) => Foreseen::Held(held.given_up(why), repeat.doubtful),
        }
    }

    /// Waits for another attempt; for the breaker no longer than until somebody was answered, and not all at once then.
    async fn wait(&self, repeat: &Repeat) {
        let wait = sleep(repeat.wait);
        let Some(breaker) = self.breaker.as_ref().filter(|_| repeat.for_breaker) else {
            return wait.await;
        };
        tokio::pin!(wait);
        tokio::select! {
            () = &mut wait => return,
            () = breaker.answered() => (),
        }
        tokio::select! {
            () = wait => (),
            () = sleep(self.policy.spread()) => (),
        }
    }
}

/// Asks until it is given, where `policy` says so: for what is to be had before anything is sent.
pub(crate) async fn ask_again<T, F>(
    policy: &Retry,
    effect: Effect,
    deadline: Option<Instant>,
    mut ask: impl FnMut() -> F,
) -> Result<T, Error>
where
    F: Future<Output = Result<T, Error>>,
{
    let (began, mut attempts) = (Instant::now(), 0);
    loop {
        let error = match ask().await {
            Ok(given) => return Ok(given),
            Err(error) => error,
        };
        attempts += 1;
        let round = Round {
            attempts,
            began,
            now: Instant::now(),
            deadline,
        };
        let repeat = match policy::next(policy, effect, &error, &round) {
            Next::Again(repeat) => repeat,
            Next::Stop(why) => return Err(error.given_up(why)),
        };
        tracing::debug!(attempts, wait = ?repeat.wait, %error, "asking again");
        sleep(repeat.wait).await;
    }
}

/// What the errors in an answer amount to, where that is a failure.
fn told(reply: &Reply, policy: &Retry, exchange: &Exchange) -> Option<Error> {
    if let Some(too_soon) = too_soon(reply, exchange) {
        return Some(too_soon);
    }
    let verdict = table::refusal(reply, exchange.effect, exchange.fields.len());
    let is_asked = policy.asks() && !reply.errors.is_empty();
    let verdict = verdict.or_else(|| is_asked.then(|| Verdict::of(&reply.errors)))?;
    let error = verdict.into_error(reply.errors.clone());
    Some(error.with_status(reply.facts.status))
}

/// A comment that the server refused since it came too soon after another. Where its sender sees to the pace, as a batch
/// does, nobody else holds up its next attempt: it waits for as long as the server wants between two of one account, though
/// its limit for the field, which it may tell, is shorter.
fn too_soon(reply: &Reply, exchange: &Exchange) -> Option<Error> {
    let ReplyBody::Answer { text, .. } = &reply.body else {
        return None;
    };
    if *exchange.fields != ["comments.create"] {
        return None;
    }
    let is_paced_above = exchange.server_limit.is_none();
    let verdict = table::refusal(reply, exchange.effect, 1).filter(|_| is_paced_above);
    let is_refused = reply.errors.is_empty() && holds_too_soon(text);
    (is_refused || verdict.is_some()).then(|| {
        Error::new(ErrorKind::RateLimited, "")
            .with_status(reply.facts.status)
            .with_errors(
                reply.errors.clone(),
                verdict.map_or(0, |verdict| verdict.main),
            )
            .with_retry_after(Some(BETWEEN_COMMENTS))
    })
}

/// # Errors
///
/// There is no further attempt, and maybe why.
fn afford(next: Next, budget: Option<&RetryBudget>) -> Result<Repeat, Option<GivenUp>> {
    match next {
        Next::Stop(why) => Err(why),
        Next::Again(repeat) => match budget {
            Some(budget) if repeat.is_paid && !budget.pay() => Err(Some(GivenUp::Budget)),
            _ => Ok(repeat),
        },
    }
}

fn report(exchange: &Exchange, error: &Error, attempts: u32, repeat: &Repeat) {
    tracing::debug!(
        operation = %exchange.name,
        attempts,
        wait = ?repeat.wait,
        kind = ?error.kind(),
        %error,
        "trying again"
    );
}

#[cfg(test)]
mod tests {
    use std::pin::Pin;
    use std::sync::Mutex;

    use bytes::Bytes;
    use http::{HeaderMap, Method};
    use http_body::Body;
    use http_body_util::{BodyExt, Full};

    use super::*;
    use crate::connector::{BoxError, Progress, Reach, RequestBody, WireRequest};

    fn upload() -> Exchange {
        let source = || -> Pin<Box<dyn Body<Data = Bytes, Error = BoxError> + Send>> {
            Box::pin(Full::new(Bytes::from("a file")).map_err(|never| match never {}))
        };
        let request = WireRequest {
            method: Method::POST,
            url: Arc::new("https://wiki.test/u".parse().unwrap()),
            headers: HeaderMap::new(),
            body: RequestBody::Source(Arc::new(source)),
            progress: Progress::new(),
        };
        Exchange::blank(Effect::Repeatable, request)
    }

    #[tokio::test(start_paused = true)]
    async fn a_body_from_a_source_is_opened_for_each_attempt() {
        let sent = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&sent);
        let inner = service_fn(move |exchange: Exchange| {
            let seen = Arc::clone(&seen);
            async move {
                let request = exchange.request.into_http().unwrap();
                let body = request.into_body().collect().await.unwrap();
                seen.lock().unwrap().push(body.to_bytes());
                Err::<Reply, _>(Error::new(ErrorKind::Lost, "").with_reach(Reach::Unknown))
            }
        });
        let exchange = upload();
        let progress = exchange.request.progress.clone();
        let service = retries(inner, Retries::default(), None);
        let error = service.oneshot(exchange).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Lost);
        assert_eq!(*sent.lock().unwrap(), ["a file"; 3]);
        assert!(progress.is_doubted());
    }
}
