//! Ends one attempt after a time. Below retry, so that a server that hangs costs one attempt and not the call.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use pin_project_lite::pin_project;
use tokio::time::{Sleep, sleep};
use tower::{Layer, Service};

use crate::call::Exchange;
use crate::connector::Progress;
use crate::error::Error;
use crate::layers::upper::observe::interrupted;

/// Limits the time of each attempt.
#[derive(Clone)]
pub(crate) struct TimeoutLayer {
    limit: Duration,
}

impl TimeoutLayer {
    /// An attempt may take this long unless its call says otherwise.
    pub(crate) fn new(limit: Duration) -> Self {
        Self { limit }
    }
}

impl<S> Layer<S> for TimeoutLayer {
    type Service = Timeout<S>;

    fn layer(&self, inner: S) -> Timeout<S> {
        Timeout {
            inner,
            limit: self.limit,
        }
    }
}

/// The service of [`TimeoutLayer`].
#[derive(Clone)]
pub(crate) struct Timeout<S> {
    inner: S,
    limit: Duration,
}

impl<S: Service<Exchange, Error = Error>> Service<Exchange> for Timeout<S> {
    type Response = S::Response;
    type Error = Error;
    type Future = Attempting<S::Future>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, exchange: Exchange) -> Self::Future {
        let limit = exchange.attempt_limit(self.limit);
        let progress = exchange.request.progress.clone();
        Attempting {
            attempt: self.inner.call(exchange),
            sleep: sleep(limit),
            limit,
            progress,
        }
    }
}

pin_project! {
    /// An attempt under its time limit.
    pub(crate) struct Attempting<F> {
        #[pin]
        attempt: F,
        #[pin]
        sleep: Sleep,
        limit: Duration,
        progress: Progress,
    }
}

impl<F: Future<Output = Result<T, Error>>, T> Future for Attempting<F> {
    type Output = Result<T, Error>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.project();
        if let Poll::Ready(done) = this.attempt.poll(context) {
            return Poll::Ready(done);
        }
        this.sleep
            .poll(context)
            .map(|()| Err(interrupted("an attempt", *this.limit, this.progress)))
    }
}
