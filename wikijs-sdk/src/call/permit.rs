//! The right to change the page tree: what a write gate gives, how long it lasts, and who holds it.

use std::fmt;
use std::future::{Future, ready};
use std::mem;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use tokio::runtime::Handle;
use tokio::sync::{Mutex, MutexGuard};
use tokio::time::{Instant, sleep};

use crate::connector::BoxError;

/// Makes a lease last longer, or says why it does not.
pub type Renewing = Pin<Box<dyn Future<Output = Result<(), BoxError>> + Send>>;

/// A right to write as the gate keeps it: what is known of its end, and how it is given back.
///
/// One that lasts as long as it is held (a lock) needs none of these methods: [`Permit::new`] makes a permit of any
/// guard. They are for rights that end by themselves, as a lease in a database that many machines share.
///
/// Dropped without [`release`](Self::release), it was abandoned in the middle: the server may still be writing. A gate
/// that can do so stays shut then for as long as [`Wanted::quarantine`](crate::Wanted::quarantine) said.
///
/// ```
/// use tokio::time::Instant;
/// use wikijs_sdk::{Lease, Permit};
///
/// /// A row of a table, ours until `ends`.
/// struct Row { ends: Instant }
///
/// impl Lease for Row {
///     fn ends(&self) -> Option<Instant> {
///         Some(self.ends)
///     }
///
///     fn release(self: Box<Self>) {
///         // The row is given free.
///     }
/// }
///
/// let permit = Permit::leased(Row { ends: Instant::now() });
/// assert!(permit.ends().is_some());
/// ```
pub trait Lease: Send + Sync + 'static {
    /// When the right ends unless it is renewed; `None` for one that lasts until it is given back.
    fn ends(&self) -> Option<Instant> {
        None
    }

    /// Makes the right last until `until` or longer. It is asked before each attempt that could outlast
    /// [`ends`](Self::ends); where it fails, or `ends` is still too early after it, nothing is sent.
    fn renew(&self, until: Instant) -> Renewing {
        let _ = until;
        Box::pin(ready(Ok(())))
    }

    /// Gives the right back: the server is known to be done.
    fn release(self: Box<Self>) {}
}

/// The right to write, as a gate hands it out.
pub struct Permit(Box<dyn Lease>);

/// A guard that lasts as long as it is held.
struct Guard<G>(G);

impl<G: Send + Sync + 'static> Lease for Guard<G> {}

impl Permit {
    /// A permit that lasts as long as `guard` is held.
    pub fn new(guard: impl Send + Sync + 'static) -> Self {
        Self(Box::new(Guard(guard)))
    }

    /// A permit that may end by itself.
    pub fn leased(lease: impl Lease) -> Self {
        Self(Box::new(lease))
    }

    /// When it ends unless it is renewed; `None` for one that lasts until it is given back.
    pub fn ends(&self) -> Option<Instant> {
        self.0.ends()
    }

    /// Makes it last until `until`.
    async fn secure(&self, until: Instant) -> Result<(), BoxError> {
        let is_short = |lease: &dyn Lease| lease.ends().is_some_and(|ends| ends < until);
        if !is_short(&*self.0) {
            return Ok(());
        }
        self.0.renew(until).await?;
        match is_short(&*self.0) {
            true => Err("the lease was renewed, and ends too early all the same".into()),
            false => Ok(()),
        }
    }

    fn release(self) {
        self.0.release();
    }
}

impl fmt::Debug for Permit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Permit")
            .field("ends", &self.ends())
            .finish_non_exhaustive()
    }
}

/// The right to change the page tree, held over many calls: [`Client::write_permit`](crate::Client::write_permit).
///
/// Calls that are given it with `permit` pass the write gate under it, one at a time; all others wait until it is
/// dropped, with all clones of it. What was doubtful by then keeps the gate shut for a while longer.
#[derive(Clone)]
#[must_use = "a permit that is dropped lets the next write pass"]
pub struct WritePermit(Arc<Held>);

struct Held {
    /// Taken when it is dropped.
    permit: Option<Permit>,
    /// Which client's gate gave it.
    gate: usize,
    quarantine: Duration,
    runtime: Handle,
    /// Locked while a write is under way.
    state: Mutex<State>,
}

/// What is known of the last write under a permit.
pub(crate) enum State {
    /// The server is done.
    Known,
    /// It was sent, and there is no answer yet.
    UnderWay,
    /// The server may be at it still, until this future is over.
    Doubtful(Doubt),
}

/// Ends when the server is done for certain.
pub(crate) type Doubt = Pin<Box<dyn Future<Output = ()> + Send>>;

impl WritePermit {
    /// Holds a permit that the gate with this number gave. Within a runtime.
    pub(crate) fn new(permit: Permit, gate: usize, quarantine: Duration) -> Self {
        Self(Arc::new(Held {
            permit: Some(permit),
            gate,
            quarantine,
            runtime: Handle::current(),
            state: Mutex::new(State::Known),
        }))
    }

    /// True if what came of a write under it is not known: the connection was lost, a time limit ran out. The next
    /// write under it waits until the server must be done.
    pub async fn is_doubtful(&self) -> bool {
        !matches!(*self.0.state.lock().await, State::Known)
    }

    /// Says that the state of the wiki was looked at, and the server is done with all that was written under this
    /// permit: the next write need not wait.
    ///
    /// A page that is there does not say so: the server may be building its tree. A page in the tree does.
    pub async fn settle(&self) {
        *self.0.state.lock().await = State::Known;
    }

    /// Whether this gate gave it.
    pub(crate) fn is_of(&self, gate: usize) -> bool {
        self.0.gate == gate
    }

    /// Waits until no write is under way under it, and until the last one is no longer in doubt.
    pub(crate) async fn turn(&self) -> Turn<'_> {
        let mut state = self.0.state.lock().await;
        // Polled where it lies: whoever gives up waiting leaves it for the next.
        if let State::Doubtful(doubt) = &mut *state {
            doubt.await;
            *state = State::Known;
        }
        Turn(state)
    }

    /// When it ends unless it is renewed; `None` for one that lasts until it is given back.
    pub(crate) fn ends(&self) -> Option<Instant> {
        self.0.permit.as_ref().and_then(Permit::ends)
    }

    /// Makes it last until `until`.
    ///
    /// # Errors
    ///
    /// It could end earlier.
    pub(crate) async fn secure(&self, until: Instant) -> Result<(), BoxError> {
        match &self.0.permit {
            Some(permit) => permit.secure(until).await,
            None => Ok(()),
        }
    }
}

/// The right to send one write under a permit.
pub(crate) struct Turn<'p>(MutexGuard<'p, State>);

impl Turn<'_> {
    /// Notes what is known of the write.
    pub(crate) fn note(&mut self, state: State) {
        *self.0 = state;
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        let Some(permit) = self.permit.take() else {
            return;
        };
        let quarantine = self.quarantine;
        match mem::replace(self.state.get_mut(), State::Known) {
            State::Known => permit.release(),
            State::Doubtful(doubt) => drop(self.runtime.spawn(async move {
                doubt.await;
                permit.release();
            })),
            // The task that was to note the outcome is gone.
            State::UnderWay => drop(self.runtime.spawn(async move {
                sleep(quarantine).await;
                permit.release();
            })),
        }
    }
}

impl fmt::Debug for WritePermit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("WritePermit").field(&self.0.permit).finish()
    }
}
