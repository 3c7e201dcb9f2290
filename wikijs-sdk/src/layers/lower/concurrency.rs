//! No more requests at a time than the wiki is to see. Below the rate limits, so that who waits for one of those takes up no
//! place; the waiting is a fair queue, and who gives up leaves it.
//!
//! What waited here, or for a rate, looks for its token once more: last of all that may take long. Who has to wait for
//! another one gives its place back meanwhile, since a sign-in may need it.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tower::{Service, ServiceExt, service_fn};

use super::auth::Waited;
use crate::call::{Exchange, Reply, ReplyBody};
use crate::connector::Progress;
use crate::error::{Error, ErrorKind};

/// The places, where there is a limit to them.
type Places = Option<Arc<Semaphore>>;

/// The service that lets so many attempts of `inner` be under way at a time, each with a token that is good for as long as
/// an attempt may take.
///
/// A function and no named service, so that its future needs no box of its own.
pub(crate) fn bounded<S>(
    inner: S,
    places: Places,
    attempt_timeout: Duration,
) -> impl Service<Exchange, Response = Reply, Error = Error, Future: Send> + Clone + Send + Sync
where
    S: Service<Exchange, Response = Reply, Error = Error, Future: Send> + Clone + Send + Sync,
{
    service_fn(move |exchange: Exchange| {
        run(inner.clone(), places.clone(), attempt_timeout, exchange)
    })
}

async fn run<S>(
    inner: S,
    places: Places,
    attempt_timeout: Duration,
    mut exchange: Exchange,
) -> Result<Reply, Error>
where
    S: Service<Exchange, Response = Reply, Error = Error>,
{
    let progress = exchange.request.progress.clone();
    let mut place = place(&places, &progress).await?;
    for _ in 0..MOST_TURNS {
        let Some(waited) = Waited::look(&mut exchange, attempt_timeout) else {
            break;
        };
        drop(place);
        waited.renew(&mut exchange).await?;
        place = self::place(&places, &progress).await?;
    }
    let reply = inner.oneshot(exchange).await?;
    Ok(match place {
        Some(place) => keep(reply, place),
        None => reply,
    })
}

async fn place(
    places: &Places,
    progress: &Progress,
) -> Result<Option<OwnedSemaphorePermit>, Error> {
    let Some(places) = places else {
        return Ok(None);
    };
    progress.waits_for(Some(PLACE.into()));
    let place = Arc::clone(places).acquire_owned().await;
    progress.waits_for(None);
    place.map(Some).map_err(|error| {
        Error::not_sent(ErrorKind::NoPermit, "no place among the requests at a time")
            .with_source(error)
    })
}

/// How often a call gives its place back for another token, and waits behind all others again. With one that does not last
/// as long as that it is sent all the same: the wiki may take it.
const MOST_TURNS: usize = 2;

/// What a call waits for here.
const PLACE: &str = "a place among the requests at a time (`requests_at_a_time`)";

/// A body that is still to be read takes up its place until it was.
fn keep(mut reply: Reply, place: OwnedSemaphorePermit) -> Reply {
    if let ReplyBody::Content(body) = reply.body {
        reply.body = ReplyBody::Content(body.keeping(place));
    }
    reply
}
