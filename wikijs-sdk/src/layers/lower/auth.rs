//! Puts the token of the exchange's identity on the request.

use std::task::{Context, Poll};

use http::header::AUTHORIZATION;
use tower::{Layer, Service};

use crate::call::Exchange;

/// Authenticates exchanges.
#[derive(Clone)]
pub(crate) struct AuthLayer;

impl<S> Layer<S> for AuthLayer {
    type Service = Authenticate<S>;

    fn layer(&self, inner: S) -> Authenticate<S> {
        Authenticate { inner }
    }
}

/// The service of [`AuthLayer`].
#[derive(Clone)]
pub(crate) struct Authenticate<S> {
    inner: S,
}

impl<S: Service<Exchange>> Service<Exchange> for Authenticate<S> {
    type Response = S::Response;
    type Error = S::Error;
    type Future = S::Future;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, mut exchange: Exchange) -> S::Future {
        if let Some(credential) = &exchange.identity.credential {
            exchange
                .request
                .headers
                .insert(AUTHORIZATION, credential.header());
        }
        self.inner.call(exchange)
    }
}
