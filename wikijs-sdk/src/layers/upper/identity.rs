//! Says whom a call runs as: the token of the call, or else the client's.
//!
//! It stands outermost but for the observer, since what is shared between calls further in is shared within one
//! identity only.

use std::sync::Arc;
use std::task::{Context, Poll};

use tower::{Layer, Service};

use crate::call::{Call, Credential, Identity};

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

    /// The identity of a call that brings `own`.
    pub(crate) fn identify(&self, own: Option<Arc<Credential>>) -> Identity {
        Identity {
            credential: own.or_else(|| self.credential.clone()),
        }
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

impl<S: Service<Call>> Service<Call> for Identify<S> {
    type Response = S::Response;
    type Error = S::Error;
    type Future = S::Future;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, mut call: Call) -> S::Future {
        call.identity = self.layer.identify(call.options.credential.take());
        self.inner.call(call)
    }
}
