//! Lets writes that must not meet pass one at a time.
//!
//! Creates, moves and deletes of pages damage the page tree where two of them meet on the server, on whatever
//! connections. The critical section is a task of its own that holds the permit: a caller that goes away does not
//! release it, since the server goes on writing. After an outcome that is not known the gate stays shut until a look at
//! the wiki shows that the server is done, or for a while: at least as long as the longest such write took.

mod gate;
mod gated;
#[cfg(feature = "lock-file")]
mod lock_file;
mod look;

use std::future::Future;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use pin_project_lite::pin_project;
use tokio::sync::oneshot;
use tokio::time::{Instant, sleep_until, timeout};
use tower::{Layer, Service, ServiceExt};
use wikijs_wire::Effect;

pub use self::gate::{Acquiring, LocalGate, Wanted, WriteGate};
#[cfg(feature = "lock-file")]
pub use self::lock_file::LockFileGate;

pub(crate) use self::gated::is_gated;
use self::look::Look;
use crate::call::{Call, Doubt, Reply, Retry, State, Underway, WritePermit};
use crate::connector::{BoxError, Progress, Reach, Stage};
use crate::error::{Error, ErrorKind};
use crate::layers::lower::retry::ask_again;
use crate::layers::upper::batch::expected;

/// The gate stays shut at least this long after an outcome that is not known.
const QUARANTINE: Duration = Duration::from_secs(10);

/// Sends gated writes through the gate.
#[derive(Clone)]
pub(crate) struct WriteGateLayer(Arc<Shared>);

struct Shared {
    gate: Arc<dyn WriteGate>,
    attempt_timeout: Duration,
    /// When a gate that gives no permit is asked again.
    retry: Arc<Retry>,
    /// The longest write that was seen, in milliseconds.
    longest: AtomicU64,
}

impl WriteGateLayer {
    /// Writes pass through `gate`; an attempt may take this long, and a gate that gives no permit is asked again so, unless
    /// the call says otherwise.
    pub(crate) fn new(
        gate: Arc<dyn WriteGate>,
        attempt_timeout: Duration,
        retry: Arc<Retry>,
    ) -> Self {
        Self(Arc::new(Shared {
            gate,
            attempt_timeout,
            retry,
            longest: AtomicU64::new(0),
        }))
    }

    /// # Errors
    ///
    /// The gate cannot be used as it was set up.
    pub(crate) fn check(&self) -> Result<(), Error> {
        let checked = self.0.gate.check();
        checked.map_err(|why| Error::settings(format!("`write_gate`: {why}")))
    }

    /// Waits for the permit of a whole workflow.
    pub(crate) async fn permit(&self) -> Result<WritePermit, Error> {
        self.0
            .acquire(self.0.attempt_timeout, self.0.quarantine())
            .await
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
        let (inner, progress) = (self.inner.clone(), call.progress.clone());
        tokio::spawn(Arc::clone(&self.shared).pass(inner, call, to));
        Passing::Gated { answer, progress }
    }
}

impl Shared {
    /// Waits for the permit and its turn under it, sends, answers, and notes what is known of the outcome. The permit
    /// itself is given back once nobody holds it.
    async fn pass<S>(self: Arc<Self>, inner: S, mut call: Call, mut to: Answer)
    where
        S: Service<Call, Response = Reply, Error = Error, Future: Send> + Clone + Send + 'static,
    {
        let allowance = call.options.allowance;
        let quarantine = self.quarantine().max(allowance);
        let (progress, name) = (call.progress.clone(), call.name.clone());
        let waited = Instant::now();
        progress.waits_for(Some(GATE.into()));
        let entered = tokio::select! {
            biased;
            // Nobody waits any more, and nothing was sent.
            () = to.closed() => return,
            entered = told(&name, self.enter(&mut call, quarantine)) => entered,
        };
        let permit = match entered {
            Ok(permit) => permit,
            Err(error) => return drop(to.send(Err(error))),
        };
        let mut turn = tokio::select! {
            biased;
            () = to.closed() => return,
            turn = told(&name, permit.turn()) => turn,
        };
        progress.waits_for(None);
        // The server goes on writing whoever goes away: shutting down waits for it.
        let underway = call.underway.clone();
        let may_go = self.in_time(&call, waited.elapsed());
        if let Err(error) = may_go.and_then(|()| hold(underway.as_ref())) {
            return drop(to.send(Err(error)));
        }
        let look = Look::at(&call);
        call.options.permit = Some(permit.clone());
        // Sent again after a doubtful attempt it would meet itself.
        call.effect = Effect::Once;
        turn.note(State::UnderWay);
        let began = Instant::now();
        let sending = inner.clone().oneshot(call);
        let sending = async {
            match &underway {
                Some(underway) => underway.unless_refused(sending).await,
                None => sending.await,
            }
        };
        let Some(outcome) = until_gone(sending, &mut to, &progress).await else {
            return turn.note(State::Known);
        };
        let doubtful = outcome.as_ref().err().is_some_and(is_doubtful);
        let was_answered = match &outcome {
            Ok(_) => true,
            Err(error) => error.reach() == Reach::Answered,
        };
        drop(to.send(outcome));
        if !doubtful {
            if was_answered {
                self.saw(began.elapsed());
            }
            turn.note(State::Known);
            // Who shuts down waits for the permit to be given back, too.
            drop(turn);
            return drop((permit, underway));
        }
        drop(underway);
        let until = Instant::now() + quarantine;
        // A lease that cannot be renewed any more ends when it ends.
        let _ = timeout(QUARANTINE, permit.secure(until)).await;
        turn.note(State::Doubtful(doubt(until, look, inner)));
    }

    /// The permit that the call brings, or one of its own.
    async fn enter(&self, call: &mut Call, quarantine: Duration) -> Result<WritePermit, Error> {
        match call.options.permit.take() {
            Some(permit) if permit.is_of(self.number()) => Ok(permit),
            Some(_) => Err(Error::settings(
                "the permit is of another client: a permit is good for the client that gave it and its clones",
            )),
            None => {
                let raised = self.attempt_timeout.saturating_add(call.options.allowance);
                let attempt = call.options.timeout.unwrap_or(raised);
                let retry = call.options.retry.as_ref().unwrap_or(&self.retry);
                let ask = || self.acquire(attempt, quarantine);
                // Nothing is sent yet: whoever wants to wait until the gate can be asked again may.
                ask_again(retry, call.effect, call.options.deadline, ask).await
            }
        }
    }

    async fn acquire(&self, attempt: Duration, quarantine: Duration) -> Result<WritePermit, Error> {
        let wanted = Wanted {
            attempt,
            quarantine,
        };
        let permit = self.gate.acquire(wanted).await.map_err(shut)?;
        Ok(WritePermit::new(permit, self.number(), quarantine))
    }

    /// # Errors
    ///
    /// Its wait has left less time than such a write takes: sent now, it would end in doubt. That is as long as the longest
    /// that was seen, where that is less than what is expected, so that a fast wiki is not mistaken for a slow one.
    fn in_time(&self, call: &Call, waited: Duration) -> Result<(), Error> {
        let longest = match self.longest.load(Ordering::Relaxed) {
            0 => Duration::MAX,
            millis => Duration::from_millis(millis),
        };
        let takes = expected(true, &call.fields.join(", ")).min(longest);
        let left = call
            .options
            .deadline
            .map(|end| end.saturating_duration_since(Instant::now()));
        match left {
            Some(left) if left < takes && left.saturating_add(waited) >= takes => {
                Err(too_late(waited, left, takes))
            }
            _ => Ok(()),
        }
    }

    /// Tells this gate from others.
    fn number(&self) -> usize {
        std::ptr::from_ref(self).addr()
    }

    fn saw(&self, took: Duration) {
        let millis = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
        self.longest.fetch_max(millis, Ordering::Relaxed);
    }

    fn quarantine(&self) -> Duration {
        QUARANTINE.max(Duration::from_millis(self.longest.load(Ordering::Relaxed)))
    }
}

/// What a write waits for here.
const GATE: &str = "the write gate, which another write or a permit holds (a permit's own calls take it by `permit`)";

/// After such a wait the log tells of it.
const TOLD: Duration = Duration::from_secs(1);

/// Waits at the gate, which the log tells of where it takes a while.
async fn told<T>(operation: &str, wait: impl Future<Output = T>) -> T {
    let (mut wait, began) = (pin!(wait), Instant::now());
    if let Ok(over) = timeout(TOLD, wait.as_mut()).await {
        return over;
    }
    tracing::debug!(operation, "waits for the write gate");
    let over = wait.await;
    tracing::debug!(operation, waited = ?began.elapsed(), "waited for the write gate");
    over
}

type Answer = oneshot::Sender<Result<Reply, Error>>;

/// # Errors
///
/// The client is shut down.
fn hold(underway: Option<&Underway>) -> Result<(), Error> {
    underway.map_or(Ok(()), Underway::hold)
}

fn too_late(waited: Duration, left: Duration, takes: Duration) -> Error {
    let message = format!(
        "it waited {:.1}s for {GATE}, and of the time of the call {:.1}s were left, where it takes {:.1}s: give it a longer `timeout`, or the client a longer `total_timeout`",
        waited.as_secs_f64(),
        left.as_secs_f64(),
        takes.as_secs_f64()
    );
    Error::not_sent(ErrorKind::Timeout, message)
}

/// Over when the server is seen to be done, or must be.
fn doubt<S>(until: Instant, look: Option<Look>, inner: S) -> Doubt
where
    S: Service<Call, Response = Reply, Error = Error, Future: Send> + Clone + Send + 'static,
{
    Box::pin(async move {
        match look {
            None => sleep_until(until).await,
            Some(look) => tokio::select! {
                () = sleep_until(until) => (),
                () = look.until_seen(inner) => (),
            },
        }
    })
}

/// What comes of a call; `None` where its caller went away before anything of it went out: it is not sent then.
async fn until_gone<F>(sending: F, to: &mut Answer, progress: &Progress) -> Option<F::Output>
where
    F: Future + Send,
{
    let mut sending = pin!(sending);
    tokio::select! {
        biased;
        outcome = &mut sending => return Some(outcome),
        () = to.closed() => (),
    }
    match progress.may_have_arrived() {
        true => Some(sending.await),
        false => None,
    }
}

/// Whether the server may still be writing.
fn is_doubtful(error: &Error) -> bool {
    error.reach() == Reach::Unknown || error.kind() == ErrorKind::Unavailable || error.was_doubted()
}

fn shut(error: BoxError) -> Error {
    Error::not_sent(ErrorKind::NoPermit, "the write gate gave no permit").with_source(error)
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
            progress: Progress,
        },
    }
}

impl<F: Future<Output = Result<Reply, Error>>> Future for Passing<F> {
    type Output = Result<Reply, Error>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        match self.project() {
            PassingProjection::Straight { call } => call.poll(context),
            PassingProjection::Gated { answer, progress } => {
                let answer = ready!(Pin::new(answer).poll(context));
                Poll::Ready(answer.unwrap_or_else(|_| Err(abandoned(progress))))
            }
        }
    }
}

/// The task that had the permit, or wanted it, is gone: its runtime was shut down, or it panicked.
fn abandoned(progress: &Progress) -> Error {
    let is_unsent = progress.left().is_none() && progress.stage() == Stage::Queued;
    if is_unsent && !progress.is_doubted() {
        return Error::not_sent(
            ErrorKind::NoPermit,
            "the task that was to carry out the write was ended before: its runtime was shut down, or the write gate \
             panicked (what it said stands in the standard error output)",
        );
    }
    Error::new(
        ErrorKind::Lost,
        "the task that carried out the write was ended before it was answered",
    )
    .with_reach(Reach::Unknown)
}
