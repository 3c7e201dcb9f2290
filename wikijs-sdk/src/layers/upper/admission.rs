//! Lets calls in: none once the client is shut down, no write where it only reads. Counts the writes under way, so that
//! shutting down can wait for them.

use std::collections::BTreeMap;
use std::future::{Ready, ready};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};

use futures_util::future::Either;
use tokio::sync::Notify;
use tower::{Layer, Service};
use wikijs_wire::Effect;

use crate::call::{Call, Exchange, Underway};
use crate::error::{Error, ErrorKind};

/// The way into a client, one for all its clones.
#[derive(Default)]
pub(crate) struct Door {
    inside: Mutex<Inside>,
    /// A write is over.
    over: Notify,
}

#[derive(Default)]
struct Inside {
    is_shut: bool,
    /// How many writes were let in before: the number of the next one.
    entered: u64,
    writes: BTreeMap<u64, String>,
}

impl Door {
    /// Lets no call in any more.
    pub(crate) fn shut(&self) {
        self.inside().is_shut = true;
    }

    /// The writes that are under way, oldest first.
    pub(crate) fn writes(&self) -> Vec<String> {
        self.inside().writes.values().cloned().collect()
    }

    /// Waits until no write is under way.
    pub(crate) async fn empty(&self) {
        loop {
            let over = self.over.notified();
            if self.inside().writes.is_empty() {
                return;
            }
            over.await;
        }
    }

    /// # Errors
    ///
    /// The client is shut down.
    fn let_in(self: &Arc<Self>, name: &str, writes: bool) -> Result<Option<Underway>, Error> {
        let mut inside = self.inside();
        if inside.is_shut {
            return Err(Error::new(
                ErrorKind::ShutDown,
                "nothing was sent: the client was shut down",
            ));
        }
        if !writes {
            return Ok(None);
        }
        let number = inside.entered;
        inside.entered += 1;
        inside.writes.insert(number, name.to_owned());
        drop(inside);
        let door = Arc::clone(self);
        Ok(Some(Underway::new(move || door.leave(number))))
    }

    fn leave(&self, number: u64) {
        self.inside().writes.remove(&number);
        self.over.notify_waiters();
    }

    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Asks at the door.
#[derive(Clone)]
pub(crate) struct AdmissionLayer {
    door: Arc<Door>,
    read_only: bool,
}

impl AdmissionLayer {
    /// Lets calls in through `door`; with `read_only` no writes.
    pub(crate) fn new(door: Arc<Door>, read_only: bool) -> Self {
        Self { door, read_only }
    }

    fn let_in(&self, name: &str, effect: Effect) -> Result<Option<Underway>, Error> {
        let writes = effect != Effect::Read;
        if writes && self.read_only {
            return Err(Error::new(
                ErrorKind::ReadOnly,
                "nothing was sent: this client only reads",
            ));
        }
        self.door.let_in(name, writes)
    }
}

impl<S> Layer<S> for AdmissionLayer {
    type Service = Admission<S>;

    fn layer(&self, inner: S) -> Admission<S> {
        Admission {
            inner,
            layer: self.clone(),
        }
    }
}

/// What asks to be let in.
pub(crate) trait Entrant {
    /// What it is called, and what it may do.
    fn card(&self) -> (&str, Effect);
    /// Takes what is to be kept as long as it is under way.
    fn keep(&mut self, underway: Option<Underway>);
}

impl Entrant for Call {
    fn card(&self) -> (&str, Effect) {
        (&self.name, self.effect)
    }

    fn keep(&mut self, underway: Option<Underway>) {
        self.underway = underway;
    }
}

impl Entrant for Exchange {
    fn card(&self) -> (&str, Effect) {
        (&self.name, self.effect)
    }

    fn keep(&mut self, underway: Option<Underway>) {
        self.underway = underway;
    }
}

/// The service of [`AdmissionLayer`].
#[derive(Clone)]
pub(crate) struct Admission<S> {
    inner: S,
    layer: AdmissionLayer,
}

impl<S: Service<R, Error = Error>, R: Entrant> Service<R> for Admission<S> {
    type Response = S::Response;
    type Error = Error;
    type Future = Either<S::Future, Ready<Result<S::Response, Error>>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, mut request: R) -> Self::Future {
        let (name, effect) = request.card();
        match self.layer.let_in(name, effect) {
            Ok(underway) => {
                request.keep(underway);
                Either::Left(self.inner.call(request))
            }
            Err(error) => Either::Right(ready(Err(error))),
        }
    }
}
