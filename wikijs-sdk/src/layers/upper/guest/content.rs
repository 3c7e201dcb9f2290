//! Downloads under a token that may be taken for none: they are no queries, and carry no question. Where one is forbidden, or
//! led to the login page, it is asked in a request of its own, as for a write.

use std::sync::Arc;

use tower::{Service, ServiceExt, service_fn};

use super::{GuestCheck, WORD, is_as_guest, question};
use crate::call::{Call, CallOptions, Exchange, Reply};
use crate::error::{Error, ErrorKind};

/// The service that has downloads of `inner` run as whom they are meant to; `asking` is what a question goes through.
///
/// A function and no named service, so that its future needs no box of its own.
pub(crate) fn noticed_content<S, Q>(
    inner: S,
    asking: Q,
    check: Option<Arc<GuestCheck>>,
) -> impl Service<Exchange, Response = Reply, Error = Error, Future: Send> + Clone + Send + Sync
where
    S: Service<Exchange, Response = Reply, Error = Error, Future: Send> + Clone + Send + Sync,
    Q: Service<Call, Response = Reply, Error = Error, Future: Send> + Clone + Send + Sync,
{
    service_fn(move |exchange: Exchange| {
        run(inner.clone(), asking.clone(), check.clone(), exchange)
    })
}

async fn run<S, Q>(
    inner: S,
    asking: Q,
    check: Option<Arc<GuestCheck>>,
    exchange: Exchange,
) -> Result<Reply, Error>
where
    S: Service<Exchange, Response = Reply, Error = Error, Future: Send> + Clone + Send,
    Q: Service<Call, Response = Reply, Error = Error, Future: Send> + Send,
{
    let (Some(check), Some(authority)) = (check, exchange.identity.authority().cloned()) else {
        return inner.oneshot(exchange).await;
    };
    let (is_trusted, again) = (check.trusts(&exchange.identity), exchange.again());
    let outcome = inner.clone().oneshot(exchange).await;
    let is_sign = match &outcome {
        Ok(reply) => reply.facts.led_to_login,
        Err(error) => is_forbidden(error),
    };
    if !is_sign {
        return outcome;
    }
    let sent_as = authority.holds();
    // In a query the question costs nothing: the next one asks.
    if is_trusted || sent_as.is_some_and(|token| check.was_asked_lately(token)) {
        sent_as.into_iter().for_each(|token| check.doubt(token));
        return outcome;
    }
    let question = question(&again.identity, options_of(&again));
    // The login page is let go: as long as it is to be read it takes up a place, which the question may need.
    let refusal = outcome.err();
    let progress = again.request.progress.clone();
    progress.again(false);
    progress.waits_for(Some(WORD.into()));
    let asked = Box::pin(check.ask(asking, question)).await;
    progress.waits_for(None);
    match (asked, refusal) {
        (Err(error), _) if is_as_guest(&error) => Err(error),
        // Unless another token was had over the question.
        (_, Some(refusal)) if authority.holds() == sent_as => {
            progress.answered();
            Err(refusal)
        }
        _ => inner.oneshot(again).await,
    }
}

/// The wiki says so by the status; what it says beside it is a page for people.
fn is_forbidden(error: &Error) -> bool {
    error.kind() == ErrorKind::Forbidden && error.status() == Some(403)
}

fn options_of(exchange: &Exchange) -> CallOptions {
    CallOptions {
        deadline: exchange.deadline,
        timeout: exchange.attempt_timeout,
        retry: exchange.retry.clone(),
        ..CallOptions::default()
    }
}
