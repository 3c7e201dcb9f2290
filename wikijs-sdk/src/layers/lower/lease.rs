//! Sends nothing under a permit that could end before the attempt does. Right above the time limit of the attempt, so
//! that nothing waits between the look at the permit and the sending.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use pin_project_lite::pin_project;
use tokio::time::{Instant, timeout};
use tower::{Layer, Service, ServiceExt};

use crate::call::{Exchange, WritePermit};
use crate::connector::BoxError;
use crate::error::{Error, ErrorKind};

/// Looks at the permits of attempts.
#[derive(Clone)]
pub(crate) struct LeaseLayer {
    attempt_timeout: Duration,
}

impl LeaseLayer {
    /// An attempt may take this long unless its call says otherwise.
    pub(crate) fn new(attempt_timeout: Duration) -> Self {
        Self { attempt_timeout }
    }
}

impl<S> Layer<S> for LeaseLayer {
    type Service = Leased<S>;

    fn layer(&self, inner: S) -> Leased<S> {
        Leased {
            inner,
            attempt_timeout: self.attempt_timeout,
        }
    }
}

/// The service of [`LeaseLayer`].
#[derive(Clone)]
pub(crate) struct Leased<S> {
    inner: S,
    attempt_timeout: Duration,
}

impl<S> Service<Exchange> for Leased<S>
where
    S: Service<Exchange, Error = Error, Future: Send> + Clone + Send + 'static,
    S::Response: 'static,
{
    type Response = S::Response;
    type Error = Error;
    type Future = Leasing<S::Future, S::Response>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, mut exchange: Exchange) -> Self::Future {
        let Some(permit) = exchange.permit.clone() else {
            return Leasing::Free {
                attempt: self.inner.call(exchange),
            };
        };
        let limit = exchange.attempt_limit(self.attempt_timeout);
        let inner = self.inner.clone();
        Leasing::Secured {
            attempt: Box::pin(async move {
                let progress = exchange.request.progress.clone();
                progress.waits_for(Some(LEASE.into()));
                let secured = secure(&permit, limit).await;
                progress.waits_for(None);
                secured?;
                exchange.attempt_timeout = Some(within(&permit, limit));
                inner.oneshot(exchange).await
            }),
        }
    }
}

/// What an attempt waits for here.
const LEASE: &str = "the write gate, whose lease is renewed";

async fn secure(permit: &WritePermit, limit: Duration) -> Result<(), Error> {
    // A limit too long to be reckoned with: no lease lasts so long.
    let Some(until) = Instant::now().checked_add(limit) else {
        return Ok(());
    };
    match timeout(limit, permit.secure(until)).await {
        Ok(secured) => secured.map_err(too_short),
        Err(elapsed) => Err(too_short(elapsed.into())),
    }
}

/// The time limit of the attempt: it is over before the permit ends, however long the renewal took.
fn within(permit: &WritePermit, limit: Duration) -> Duration {
    let left = permit
        .ends()
        .map(|ends| ends.saturating_duration_since(Instant::now()));
    left.map_or(limit, |left| left.min(limit))
}

fn too_short(why: BoxError) -> Error {
    Error::not_sent(
        ErrorKind::NoPermit,
        "the permit of the write gate could have ended before the attempt",
    )
    .with_source(why)
}

pin_project! {
    /// An attempt, under a permit or without.
    #[project = LeasingProjection]
    pub(crate) enum Leasing<F, T> {
        Free {
            #[pin]
            attempt: F,
        },
        Secured {
            attempt: Pin<Box<dyn Future<Output = Result<T, Error>> + Send>>,
        },
    }
}

impl<F: Future<Output = Result<T, Error>>, T> Future for Leasing<F, T> {
    type Output = Result<T, Error>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        match self.project() {
            LeasingProjection::Free { attempt } => attempt.poll(context),
            LeasingProjection::Secured { attempt } => attempt.as_mut().poll(context),
        }
    }
}
