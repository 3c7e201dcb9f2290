//! The outermost layer: the deadline over all that a call does, and a line about it for whoever listens.
//!
//! It stands over calls and over exchanges that begin as such (downloads), so it is generic over what it observes.

use std::borrow::Cow;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use pin_project_lite::pin_project;
use tokio::time::{Instant, Sleep, sleep_until};
use tower::{Layer, Service};

use crate::call::{Call, Exchange};
use crate::connector::{Progress, Stage};
use crate::error::{Error, ErrorKind};

/// Holds the deadline and reports.
#[derive(Clone)]
pub(crate) struct ObserveLayer {
    limit: Option<Duration>,
}

impl ObserveLayer {
    /// A call may take this long, all attempts together, unless it says otherwise.
    pub(crate) fn new(limit: Option<Duration>) -> Self {
        Self { limit }
    }
}

impl<S> Layer<S> for ObserveLayer {
    type Service = Observe<S>;

    fn layer(&self, inner: S) -> Observe<S> {
        Observe {
            inner,
            limit: self.limit,
        }
    }
}

/// What the observer must know of what passes through.
pub(crate) trait Observed {
    /// What it is called in the log.
    fn name(&self) -> Cow<'static, str>;
    /// How long it may take, where it says so itself.
    fn limit(&self) -> Option<Duration>;
    /// What the client's own limit is raised by.
    fn allowance(&self) -> Duration;
    /// How far it has come.
    fn progress(&self) -> &Progress;
    /// Tells it when its time is up.
    fn end_at(&mut self, end: Option<Instant>);
}

impl Observed for Call {
    fn name(&self) -> Cow<'static, str> {
        self.name.clone()
    }

    fn limit(&self) -> Option<Duration> {
        self.options.timeout
    }

    fn allowance(&self) -> Duration {
        self.options.allowance
    }

    fn progress(&self) -> &Progress {
        &self.progress
    }

    fn end_at(&mut self, end: Option<Instant>) {
        self.options.deadline = end;
    }
}

impl Observed for Exchange {
    fn name(&self) -> Cow<'static, str> {
        self.name.clone()
    }

    fn limit(&self) -> Option<Duration> {
        self.attempt_timeout
    }

    fn allowance(&self) -> Duration {
        self.allowance
    }

    fn progress(&self) -> &Progress {
        &self.request.progress
    }

    fn end_at(&mut self, end: Option<Instant>) {
        self.deadline = end;
    }
}

/// The service of [`ObserveLayer`].
#[derive(Clone)]
pub(crate) struct Observe<S> {
    inner: S,
    limit: Option<Duration>,
}

impl<S, R> Service<R> for Observe<S>
where
    S: Service<R, Error = Error>,
    R: Observed,
{
    type Response = S::Response;
    type Error = Error;
    type Future = Observing<S::Future>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, mut request: R) -> Self::Future {
        let began = Instant::now();
        let raised = |limit: Duration| limit.saturating_add(request.allowance());
        let limit = request.limit().or_else(|| self.limit.map(raised));
        // A limit too long to be reckoned with is none.
        let end = limit.and_then(|limit| began.checked_add(limit));
        request.end_at(end);
        Observing {
            name: request.name(),
            progress: request.progress().clone(),
            began,
            limit: limit.unwrap_or(Duration::MAX),
            deadline: end.map(sleep_until),
            call: self.inner.call(request),
        }
    }
}

pin_project! {
    /// A call under its deadline.
    pub(crate) struct Observing<F> {
        name: Cow<'static, str>,
        progress: Progress,
        began: Instant,
        limit: Duration,
        #[pin]
        deadline: Option<Sleep>,
        #[pin]
        call: F,
    }
}

impl<F: Future<Output = Result<T, Error>>, T> Future for Observing<F> {
    type Output = Result<T, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let outcome = ready!(self.as_mut().poll_call(context));
        self.report(&outcome);
        Poll::Ready(outcome)
    }
}

impl<F: Future<Output = Result<T, Error>>, T> Observing<F> {
    fn poll_call(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<T, Error>> {
        let this = self.project();
        if let Poll::Ready(done) = this.call.poll(context) {
            return Poll::Ready(done);
        }
        let Some(deadline) = this.deadline.as_pin_mut() else {
            return Poll::Pending;
        };
        deadline
            .poll(context)
            .map(|()| Err(interrupted("the call", *this.limit, this.progress)))
    }

    fn report(&self, outcome: &Result<T, Error>) {
        let micros = u64::try_from(self.began.elapsed().as_micros()).unwrap_or(u64::MAX);
        match outcome {
            Ok(_) => tracing::debug!(operation = %self.name, micros, "answered"),
            Err(error) => {
                tracing::debug!(operation = %self.name, micros, kind = ?error.kind(), %error, "failed");
            }
        }
    }
}

/// The error of a time limit that ran out: it says what it interrupted.
pub(crate) fn interrupted(what: &str, limit: Duration, progress: &Progress) -> Error {
    let stage = progress.stage();
    let doing = match stage {
        Stage::Queued if progress.left().is_some() => "the request had not gone out again yet",
        Stage::Queued => "the request had not gone out yet",
        Stage::Sent => {
            "the request had gone out, and no answer had come: the server may still be at it"
        }
        Stage::Answered => "the answer was being read",
    };
    let waiting = match progress.waiting() {
        Some(what) if stage == Stage::Queued => format!(": it was waiting for {what}"),
        _ => String::new(),
    };
    Error::new(
        ErrorKind::Timeout,
        format!("{what} took longer than {limit:?}; {doing}{waiting}"),
    )
    .with_reach(stage.into())
    .with_attempts(progress.attempts())
    .doubted(progress.is_doubted())
}
