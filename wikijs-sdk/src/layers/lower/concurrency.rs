//! No more requests at a time than the wiki is to see. Below the rate limits, so that who waits for one of those takes up no
//! place; the waiting is a fair queue, and who gives up leaves it.

use std::sync::Arc;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tower::{Service, ServiceExt, service_fn};

use crate::call::{Exchange, Reply, ReplyBody};
use crate::error::{Error, ErrorKind};

/// The service that lets so many attempts of `inner` be under way at a time.
///
/// A function and no named service, so that its future needs no box of its own.
pub(crate) fn bounded<S>(
    inner: S,
    places: Option<Arc<Semaphore>>,
) -> impl Service<Exchange, Response = Reply, Error = Error, Future: Send> + Clone + Send + Sync
where
    S: Service<Exchange, Response = Reply, Error = Error, Future: Send> + Clone + Send + Sync,
{
    service_fn(move |exchange: Exchange| run(inner.clone(), places.clone(), exchange))
}

async fn run<S>(
    inner: S,
    places: Option<Arc<Semaphore>>,
    exchange: Exchange,
) -> Result<Reply, Error>
where
    S: Service<Exchange, Response = Reply, Error = Error>,
{
    let Some(places) = places else {
        return inner.oneshot(exchange).await;
    };
    let progress = exchange.request.progress.clone();
    progress.waits_for(Some(PLACE.into()));
    let place = places.acquire_owned().await;
    progress.waits_for(None);
    let place = place.map_err(|error| {
        Error::not_sent(ErrorKind::NoPermit, "no place among the requests at a time")
            .with_source(error)
    })?;
    inner
        .oneshot(exchange)
        .await
        .map(|reply| keep(reply, place))
}

/// What a call waits for here.
const PLACE: &str = "a place among the requests at a time (`requests_at_a_time`)";

/// A body that is still to be read takes up its place until it was.
fn keep(mut reply: Reply, place: OwnedSemaphorePermit) -> Reply {
    if let ReplyBody::Content(body) = reply.body {
        reply.body = ReplyBody::Content(body.keeping(place));
    }
    reply
}
