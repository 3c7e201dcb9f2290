//! Between the storeys: writes a call as one HTTP request.

use std::borrow::Cow;
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue, Method};
use tower::{Layer, Service};
use url::Url;

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

/// The fields that are called, each by itself: below, they are counted and compared.
fn each_field(call: &Call) -> Cow<'static, [&'static str]> {
    if call.fields.iter().any(|part| part.contains(',')) {
        return call.each_field().collect();
    }
    call.fields.clone()
}

impl Target {
    fn compose(&self, call: Call) -> Exchange {
        let (body, server_limit) = (body(&call), call.server_limit());
        let fields = each_field(&call);
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
            server_limit,
            underway: call.underway,
            name: call.name,
            effect: call.effect,
            fields,
            request,
            expects: match call.options.streamed {
                true => Expects::Stream,
                false => Expects::Answer,
            },
            identity: call.identity,
            sent_as: None,
            attempt_timeout: call.options.timeout,
            allowance: call.options.allowance,
            deadline: call.options.deadline,
            retry: call.options.retry,
            permit: call.options.permit,
        }
    }
}

/// The JSON of a GraphQL request, written once into a buffer of the right size.
fn body(call: &Call) -> Bytes {
    let variables = call.variables.json();
    // Quotes in the document take a backslash each; 64 is enough for the keys and some of those.
    let length = call.name.len() + call.document.len() + variables.len() + 64;
    let mut body = Vec::with_capacity(length);
    body.push(b'{');
    if !call.name.is_empty() {
        body.extend_from_slice(b"\"operationName\":");
        write_text(&call.name, &mut body);
        body.push(b',');
    }
    body.extend_from_slice(b"\"query\":");
    write_text(&call.document, &mut body);
    if !call.variables.is_empty() {
        body.extend_from_slice(b",\"variables\":");
        body.extend_from_slice(variables.as_bytes());
    }
    body.push(b'}');
    Bytes::from(body)
}

fn write_text(text: &str, body: &mut Vec<u8>) {
    // Writing a text to a Vec cannot fail.
    let _ = serde_json::to_writer(body, text);
}
