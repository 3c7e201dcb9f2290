//! Lets calls in: none once the client is shut down, no write where it only reads. Counts the writes under way, so that
//! shutting down can refuse those that were not sent yet, and wait for those that were.

mod door;

use std::future::{Future, Ready, ready};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use futures_util::future::Either;
use tower::{Layer, Service};

pub(crate) use self::door::{Card, Door, Entry, Left};

use crate::call::{Call, Exchange, Underway};
use crate::connector::Progress;
use crate::error::{Error, ErrorKind};

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
            variables: Some(&self.variables),
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
            variables: None,
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

type Boxed<T> = Pin<Box<dyn Future<Output = Result<T, Error>> + Send>>;

impl<S, R> Service<R> for Admission<S>
where
    S: Service<R, Error = Error, Future: Send + 'static>,
    S::Response: 'static,
    R: Entrant,
{
    type Response = S::Response;
    type Error = Error;
    type Future = Either<Either<S::Future, Boxed<S::Response>>, Ready<Result<S::Response, Error>>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, mut request: R) -> Self::Future {
        match self.layer.let_in(&request.card()) {
            Ok(underway) => {
                request.keep(underway.clone());
                if let Entry::SignIn(progress) = &self.layer.by {
                    progress.follow(request.progress());
                }
                let call = self.inner.call(request);
                Either::Left(match underway {
                    None => Either::Left(call),
                    Some(underway) => {
                        Either::Right(Box::pin(async move { underway.unless_refused(call).await }))
                    }
                })
            }
            Err(error) => Either::Right(ready(Err(error))),
        }
    }
}
