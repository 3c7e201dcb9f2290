//! Between the storeys: writes a call as one HTTP request.

use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue, Method};
use tower::{Layer, Service};
use url::Url;
use wikijs_wire::Writer;
use wikijs_wire::encode::Mode;

use crate::call::{Call, Exchange, Expects};
use crate::connector::{RequestBody, WireRequest};

/// Exactly this: with a charset behind it the server does not send a renewed token.
const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// Turns calls into exchanges.
#[derive(Clone)]
pub(crate) struct ComposeLayer {
    target: Arc<Target>,
}

/// Where GraphQL requests go, and what each carries.
pub(crate) struct Target {
    /// The address of the API.
    pub(crate) endpoint: Arc<Url>,
    /// The headers of the client.
    pub(crate) headers: HeaderMap,
}

impl ComposeLayer {
    /// Calls go to `target`.
    pub(crate) fn new(target: Arc<Target>) -> Self {
        Self { target }
    }
}

impl<S> Layer<S> for ComposeLayer {
    type Service = Compose<S>;

    fn layer(&self, inner: S) -> Compose<S> {
        Compose {
            inner,
            target: Arc::clone(&self.target),
        }
    }
}

/// The service of [`ComposeLayer`].
#[derive(Clone)]
pub(crate) struct Compose<S> {
    inner: S,
    target: Arc<Target>,
}

impl<S: Service<Exchange>> Service<Call> for Compose<S> {
    type Response = S::Response;
    type Error = S::Error;
    type Future = S::Future;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, call: Call) -> S::Future {
        self.inner.call(self.target.compose(call))
    }
}

impl Target {
    fn compose(&self, call: Call) -> Exchange {
        let body = body(&call);
        let mut headers =
            HeaderMap::with_capacity(self.headers.len() + 3 + call.options.headers.len());
        headers.extend(
            self.headers
                .iter()
                .map(|(name, value)| (name.clone(), value.clone())),
        );
        headers.insert(CONTENT_TYPE, JSON);
        headers.insert(ACCEPT, JSON);
        headers.extend(call.options.headers);
        let request = WireRequest {
            method: Method::POST,
            url: Arc::clone(&self.endpoint),
            headers,
            body: RequestBody::Bytes(body),
            progress: call.progress,
        };
        Exchange {
            request,
            expects: Expects::Answer,
            identity: call.identity,
            attempt_timeout: call.options.timeout,
        }
    }
}

/// The JSON of a GraphQL request.
fn body(call: &Call) -> Bytes {
    let mut writer = Writer::new(Mode::Wire);
    writer.object();
    if !call.name.is_empty() {
        writer.key("operationName");
        writer.string(&call.name);
    }
    writer.key("query");
    writer.string(&call.document);
    if !call.variables.is_empty() {
        writer.key("variables");
        writer.raw(call.variables.json());
    }
    writer.end();
    Bytes::from(writer.into_string())
}
