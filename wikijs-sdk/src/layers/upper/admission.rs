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
use crate::connector::Progress;
use crate::error::{Error, ErrorKind};

/// The way into a client, one for all its clones and for the clients that sign in for them.
#[derive(Default)]
pub(crate) struct Door {
    inside: Mutex<Inside>,
    /// A write is over, or the door was shut.
    changed: Notify,
}

#[derive(Default)]
struct Inside {
    is_shut: bool,
    /// How many writes were let in before: the number of the next one.
    entered: u64,
    writes: BTreeMap<u64, String>,
    /// How many tokens are being had now.
    renewals: usize,
}

/// What asks to be let in.
pub(crate) struct Card<'c> {
    pub(crate) name: &'c str,
    /// What it may do.
    pub(crate) effect: Effect,
    /// The API fields that it calls, where they are known.
    pub(crate) fields: &'c [&'static str],
}

/// By which way it comes in.
#[derive(Debug, Clone)]
pub(crate) enum Entry {
    /// As all do: until the client is shut down.
    Front,
    /// For having a token: as long as one is being had, after the end, too, since a call that was let in before may wait
    /// for it. What writes there more than a sign-in does, as a new password, comes in after the end only for a write
    /// that is waited for. Who waits for the token goes by this progress, which is that of the call let in last.
    SignIn(Progress),
}

impl Door {
    /// Lets no call in any more.
    pub(crate) fn shut(&self) {
        self.inside().is_shut = true;
        self.changed.notify_waiters();
    }

    /// Waits until it is shut.
    pub(crate) async fn closed(&self) {
        self.until(|inside| inside.is_shut).await;
    }

    /// The writes that are under way, oldest first.
    pub(crate) fn writes(&self) -> Vec<String> {
        self.inside().writes.values().cloned().collect()
    }

    /// Waits until no write is under way.
    pub(crate) async fn empty(&self) {
        self.until(|inside| inside.writes.is_empty()).await;
    }

    async fn until(&self, is_so: impl Fn(&Inside) -> bool) {
        loop {
            let changed = self.changed.notified();
            if is_so(&self.inside()) {
                return;
            }
            changed.await;
        }
    }

    /// Notes that a token is being had, for as long as what is returned is kept.
    pub(crate) fn renewing(self: &Arc<Self>) -> Underway {
        self.inside().renewals += 1;
        let door = Arc::clone(self);
        Underway::new(move || door.inside().renewals -= 1)
    }

    /// # Errors
    ///
    /// The client is shut down.
    fn let_in(self: &Arc<Self>, card: &Card<'_>, by: &Entry) -> Result<Option<Underway>, Error> {
        let inside = self.inside();
        let signs_in = matches!(by, Entry::SignIn(_));
        let counts = card.writes() && !(signs_in && card.only_signs_in());
        if inside.is_shut && !(signs_in && inside.needs_token(counts)) {
            return Err(shut_down());
        }
        Ok(counts.then(|| self.enter(inside, card.name)))
    }

    /// Counts what is no call and leaves something behind all the same, shut or not: who shuts the door waits for it.
    pub(crate) fn keeping(self: &Arc<Self>, what: &str) -> Underway {
        self.enter(self.inside(), what)
    }

    fn enter(self: &Arc<Self>, mut inside: MutexGuard<'_, Inside>, name: &str) -> Underway {
        let number = inside.entered;
        inside.entered += 1;
        inside.writes.insert(number, name.to_owned());
        let door = Arc::clone(self);
        Underway::new(move || door.leave(number))
    }

    fn leave(&self, number: u64) {
        self.inside().writes.remove(&number);
        self.changed.notify_waiters();
    }

    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Inside {
    /// Whether somebody who was let in before the end may wait for what has a token; for what `writes`, a write.
    fn needs_token(&self, writes: bool) -> bool {
        self.renewals > 0 && !(writes && self.writes.is_empty())
    }
}

/// The steps of a sign-in that leave nothing behind to look at.
const SIGN_INS: [&str; 2] = ["authentication.login", "authentication.loginTFA"];

impl Card<'_> {
    fn writes(&self) -> bool {
        self.effect != Effect::Read
    }

    fn only_signs_in(&self) -> bool {
        !self.fields.is_empty() && self.fields.iter().all(|field| SIGN_INS.contains(field))
    }
}

/// The error of what asks to be let in after the end.
pub(crate) fn shut_down() -> Error {
    Error::not_sent(ErrorKind::ShutDown, "the client was shut down")
}

/// Asks at the door.
#[derive(Clone)]
pub(crate) struct AdmissionLayer {
    door: Arc<Door>,
    by: Entry,
    read_only: bool,
}

impl AdmissionLayer {
    /// Lets calls in through `door`; with `read_only` no writes.
    pub(crate) fn new(door: Arc<Door>, by: Entry, read_only: bool) -> Self {
        Self {
            door,
            by,
            read_only,
        }
    }

    /// Lets one in; what is returned is to be kept as long as it is under way.
    ///
    /// # Errors
    ///
    /// The client is shut down, or only reads.
    pub(crate) fn let_in(&self, card: &Card<'_>) -> Result<Option<Underway>, Error> {
        if card.writes() && self.read_only {
            return Err(Error::not_sent(
                ErrorKind::ReadOnly,
                "this client only reads",
            ));
        }
        self.door.let_in(card, &self.by)
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

/// What can be let in.
pub(crate) trait Entrant {
    /// What it shows at the door.
    fn card(&self) -> Card<'_>;
    /// Takes what is to be kept as long as it is under way.
    fn keep(&mut self, underway: Option<Underway>);
    /// How far it has come.
    fn progress(&self) -> &Progress;
}

impl Entrant for Call {
    fn progress(&self) -> &Progress {
        &self.progress
    }

    fn card(&self) -> Card<'_> {
        Card {
            name: &self.name,
            effect: self.effect,
            fields: &self.fields,
        }
    }

    fn keep(&mut self, underway: Option<Underway>) {
        self.underway = underway;
    }
}

impl Entrant for Exchange {
    fn progress(&self) -> &Progress {
        &self.request.progress
    }

    fn card(&self) -> Card<'_> {
        Card {
            name: &self.name,
            effect: self.effect,
            fields: &self.fields,
        }
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
        match self.layer.let_in(&request.card()) {
            Ok(underway) => {
                request.keep(underway);
                if let Entry::SignIn(progress) = &self.layer.by {
                    progress.follow(request.progress());
                }
                Either::Left(self.inner.call(request))
            }
            Err(error) => Either::Right(ready(Err(error))),
        }
    }
}
