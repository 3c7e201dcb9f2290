//! Lets writes that must not meet pass one at a time.
//!
//! Creates, moves and deletes of pages damage the page tree where two of them meet on the server, on whatever
//! connections. The critical section is a task of its own that owns the permit: a caller that goes away does not
//! release it, since the server goes on writing. After an outcome that is not known the gate stays shut for a while,
//! at least as long as the longest such write took.

mod gate;
mod gated;

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use pin_project_lite::pin_project;
use tokio::sync::oneshot;
use tokio::time::{Instant, sleep};
use tower::{Layer, Service, ServiceExt};

pub use self::gate::{Entering, LocalGate, Permit, WriteGate};

use self::gated::is_gated;
use crate::call::{Call, Reply};
use crate::connector::Reach;
use crate::error::{Error, ErrorKind};

/// The gate stays shut at least this long after an outcome that is not known.
const QUARANTINE: Duration = Duration::from_secs(10);

/// Sends gated writes through the gate.
#[derive(Clone)]
pub(crate) struct WriteGateLayer(Arc<Shared>);

struct Shared {
    gate: Arc<dyn WriteGate>,
    /// The longest write that was seen, in milliseconds.
    longest: AtomicU64,
}

impl WriteGateLayer {
    /// Writes pass through `gate`.
    pub(crate) fn new(gate: Arc<dyn WriteGate>) -> Self {
        Self(Arc::new(Shared {
            gate,
            longest: AtomicU64::new(0),
        }))
    }
}

impl<S> Layer<S> for WriteGateLayer {
    type Service = Gated<S>;

    fn layer(&self, inner: S) -> Gated<S> {
        Gated {
            inner,
            shared: Arc::clone(&self.0),
        }
    }
}

/// The service of [`WriteGateLayer`].
#[derive(Clone)]
pub(crate) struct Gated<S> {
    inner: S,
    shared: Arc<Shared>,
}

impl<S> Service<Call> for Gated<S>
where
    S: Service<Call, Response = Reply, Error = Error, Future: Send> + Clone + Send + 'static,
{
    type Response = Reply;
    type Error = Error;
    type Future = Passing<S::Future>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, call: Call) -> Self::Future {
        if !is_gated(&call) {
            return Passing::Straight {
                call: self.inner.call(call),
            };
        }
        let (to, answer) = oneshot::channel();
        let inner = self.inner.clone();
        tokio::spawn(Arc::clone(&self.shared).pass(inner, call, to));
        Passing::Gated { answer }
    }
}

impl Shared {
    /// Waits for the permit, sends, answers, and keeps the permit until the outcome is known.
    async fn pass<S>(self: Arc<Self>, inner: S, call: Call, mut to: Answer)
    where
        S: Service<Call, Response = Reply, Error = Error, Future: Send>,
    {
        let entered = tokio::select! {
            biased;
            // Nobody waits any more, and nothing was sent.
            () = to.closed() => return,
            entered = self.gate.enter() => entered,
        };
        let permit = match entered {
            Ok(permit) => permit,
            Err(error) => return drop(to.send(Err(shut(error)))),
        };
        let (began, allowance) = (Instant::now(), call.options.allowance);
        let outcome = inner.oneshot(call).await;
        let doubtful = outcome.as_ref().err().is_some_and(is_doubtful);
        if !doubtful {
            self.saw(began.elapsed());
        }
        drop(to.send(outcome));
        if doubtful {
            sleep(self.quarantine().max(allowance)).await;
        }
        drop(permit);
    }

    fn saw(&self, took: Duration) {
        let millis = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
        self.longest.fetch_max(millis, Ordering::Relaxed);
    }

    fn quarantine(&self) -> Duration {
        QUARANTINE.max(Duration::from_millis(self.longest.load(Ordering::Relaxed)))
    }
}

type Answer = oneshot::Sender<Result<Reply, Error>>;

/// Whether the server may still be writing.
fn is_doubtful(error: &Error) -> bool {
    error.reach() == Reach::Unknown || error.kind() == ErrorKind::Unavailable
}

fn shut(error: crate::connector::BoxError) -> Error {
    Error::new(
        ErrorKind::Unavailable,
        "the write gate gave no permit, and nothing was sent",
    )
    .with_source(error)
}

pin_project! {
    /// A call on its way through the gate, or past it.
    #[project = PassingProjection]
    pub(crate) enum Passing<F> {
        Straight {
            #[pin]
            call: F,
        },
        Gated {
            answer: oneshot::Receiver<Result<Reply, Error>>,
        },
    }
}

impl<F: Future<Output = Result<Reply, Error>>> Future for Passing<F> {
    type Output = Result<Reply, Error>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        match self.project() {
            PassingProjection::Straight { call } => call.poll(context),
            PassingProjection::Gated { answer } => {
                let answer = ready!(Pin::new(answer).poll(context));
                Poll::Ready(answer.unwrap_or_else(|_| Err(abandoned())))
            }
        }
    }
}

/// The task that had the permit is gone: its runtime was shut down, or it panicked.
fn abandoned() -> Error {
    Error::new(
        ErrorKind::Lost,
        "the task that carried out the write was ended before it was answered",
    )
    .with_reach(Reach::Unknown)
}
