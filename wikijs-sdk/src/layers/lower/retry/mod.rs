//! Repeats attempts that failed, where that is safe, of use, in time, and within what retries may cost.
//!
//! `table.rs` says what is safe, `policy.rs` what is wanted and in time, `budget.rs` what retries may cost; the settings
//! are those of a call. Here is the loop, and nothing is decided in it.

mod budget;
mod policy;
mod table;

use std::sync::Arc;

use tokio::time::{Instant, sleep};
use tower::{Service, ServiceExt, service_fn};

pub use self::budget::RetryBudget;

use self::policy::{Next, Repeat, Round};
use crate::call::{Exchange, Reply, Retry};
use crate::error::{Error, ErrorKind, GivenUp, Verdict};

/// How a client repeats attempts unless a call says otherwise, and the budget that all its calls share.
#[derive(Debug, Clone, Default)]
pub(crate) struct Retries {
    pub(crate) policy: Arc<Retry>,
    pub(crate) budget: Option<RetryBudget>,
}

/// The service that repeats attempts of `inner`.
///
/// A function and no named service, so that its future needs no box of its own.
pub(crate) fn retries<S>(
    inner: S,
    settings: Retries,
) -> impl Service<Exchange, Response = Reply, Error = Error, Future: Send> + Clone + Send + Sync
where
    S: Service<Exchange, Response = Reply, Error = Error, Future: Send> + Clone + Send + Sync,
{
    service_fn(move |mut exchange: Exchange| {
        let policy = exchange.retry.take();
        let policy = policy.unwrap_or_else(|| Arc::clone(&settings.policy));
        run(inner.clone(), policy, settings.budget.clone(), exchange)
    })
}

async fn run<S>(
    inner: S,
    policy: Arc<Retry>,
    budget: Option<RetryBudget>,
    exchange: Exchange,
) -> Result<Reply, Error>
where
    S: Service<Exchange, Response = Reply, Error = Error> + Clone,
{
    if policy.is_never() {
        return inner.oneshot(exchange).await;
    }
    let (began, mut attempts, mut was_paid) = (Instant::now(), 0, false);
    loop {
        let outcome = inner.clone().oneshot(exchange.again()).await;
        let told = outcome
            .as_ref()
            .ok()
            .and_then(|reply| told(reply, &policy, &exchange));
        let Some(failure) = told.as_ref().or(outcome.as_ref().err()) else {
            if let Some(budget) = &budget {
                budget.succeeded(was_paid);
            }
            return outcome;
        };
        // What the breaker held back was no attempt: how long a call waits for it is a matter of its time limits.
        attempts += u32::from(failure.kind() != ErrorKind::CircuitOpen);
        let round = Round {
            attempts,
            began,
            now: Instant::now(),
            deadline: exchange.deadline,
        };
        let next = policy::next(&policy, exchange.effect, failure, &round);
        let repeat = match afford(next, budget.as_ref()) {
            Ok(repeat) => repeat,
            Err(why) => return outcome.map_err(|error| error.given_up(why)),
        };
        was_paid = repeat.is_paid;
        report(&exchange, failure, attempts, &repeat);
        drop((outcome, told));
        sleep(repeat.wait).await;
        exchange.request.progress.again(repeat.doubtful);
    }
}

/// What the errors in an answer amount to, where that is a failure.
fn told(reply: &Reply, policy: &Retry, exchange: &Exchange) -> Option<Error> {
    let verdict = table::refusal(reply, exchange.effect, exchange.fields.len());
    let is_asked = policy.asks() && !reply.errors.is_empty();
    let verdict = verdict.or_else(|| is_asked.then(|| Verdict::of(&reply.errors)))?;
    let error = verdict.into_error(reply.errors.clone());
    Some(error.with_status(reply.facts.status))
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
    use wikijs_wire::Effect;

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
        let service = retries(inner, Retries::default());
        let error = service.oneshot(exchange).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Lost);
        assert_eq!(*sent.lock().unwrap(), ["a file"; 3]);
        assert!(progress.is_doubted());
    }
}
