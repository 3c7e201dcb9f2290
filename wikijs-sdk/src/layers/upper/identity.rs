//! Says whom a call, or an exchange that begins as such, runs as: by its own token, or else by the client's.
//!
//! It stands outermost but for the observer, since what is shared between calls further in is shared within one
//! identity only.

use std::sync::Arc;
use std::task::{Context, Poll};

use tower::{Layer, Service};

use crate::call::{Call, Credential, Exchange, Identity};

/// Stamps calls with an identity.
#[derive(Clone)]
pub(crate) struct IdentityLayer {
    credential: Option<Arc<Credential>>,
}

impl IdentityLayer {
    /// Calls run with this token unless they bring their own.
    pub(crate) fn new(credential: Option<Arc<Credential>>) -> Self {
        Self { credential }
    }

    /// The identity of what brings `own`.
    fn identify(&self, own: Option<Arc<Credential>>) -> Identity {
        Identity {
            credential: own.or_else(|| self.credential.clone()),
        }
    }
}

/// What runs as somebody.
pub(crate) trait Identified {
    /// Takes the token that it brings, where it is to run as another than the client.
    fn take_own(&mut self) -> Option<Arc<Credential>>;
    /// Stamps it with whom it runs as.
    fn stamp(&mut self, identity: Identity);
}

impl Identified for Call {
    fn take_own(&mut self) -> Option<Arc<Credential>> {
        self.options.credential.take()
    }

    fn stamp(&mut self, identity: Identity) {
        self.identity = identity;
    }
}

impl Identified for Exchange {
    fn take_own(&mut self) -> Option<Arc<Credential>> {
        self.identity.credential.take()
    }

    fn stamp(&mut self, identity: Identity) {
        self.identity = identity;
    }
}

impl<S> Layer<S> for IdentityLayer {
    type Service = Identify<S>;

    fn layer(&self, inner: S) -> Identify<S> {
        Identify {
            inner,
            layer: self.clone(),
        }
    }
}

/// The service of [`IdentityLayer`].
#[derive(Clone)]
pub(crate) struct Identify<S> {
    inner: S,
    layer: IdentityLayer,
}

impl<S: Service<R>, R: Identified> Service<R> for Identify<S> {
    type Response = S::Response;
    type Error = S::Error;
    type Future = S::Future;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, mut request: R) -> S::Future {
        let own = request.take_own();
        request.stamp(self.layer.identify(own));
        self.inner.call(request)
    }
}
