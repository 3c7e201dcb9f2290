//! Says whom a call, or an exchange that begins as such, runs as: by its own token, or else as the client.
//!
//! It stands outermost but for the observer, since what is shared between calls further in is shared within one
//! identity only.

use std::task::{Context, Poll};

use tower::{Layer, Service};

use crate::call::{Call, Exchange, Identity};

/// Stamps calls with an identity.
#[derive(Clone, Default)]
pub(crate) struct IdentityLayer(Identity);

impl IdentityLayer {
    /// Calls run so unless they bring a token of their own.
    pub(crate) fn new(identity: Identity) -> Self {
        Self(identity)
    }

    /// Whom calls run as that bring no token of their own.
    pub(crate) fn identity(&self) -> &Identity {
        &self.0
    }
}

/// What runs as somebody.
pub(crate) trait Identified {
    /// Takes the identity that it brings, where it is to run as another than the client.
    fn take_own(&mut self) -> Identity;
    /// Stamps it with whom it runs as.
    fn stamp(&mut self, identity: Identity);
}

impl Identified for Call {
    fn take_own(&mut self) -> Identity {
        self.options.identity()
    }

    fn stamp(&mut self, identity: Identity) {
        self.identity = identity;
    }
}

impl Identified for Exchange {
    fn take_own(&mut self) -> Identity {
        std::mem::take(&mut self.identity)
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
        let identity = match own.authority() {
            Some(_) => own,
            None => self.layer.0.clone(),
        };
        request.stamp(identity);
        self.inner.call(request)
    }
}
