//! The connector that ships: reqwest over rustls. No other file of the SDK names reqwest.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use reqwest::redirect::Policy;

use super::body::{IncomingBody, OutgoingBody};
use super::failure::{BoxError, Failure, Reach, SetupError};
use super::progress::Progress;
use super::transport::{Proxy, Transport};
use super::wire::{WireReply, WireRequest};
use super::{Connector, Exchanging};

/// The server closes a connection that was idle for 5 s: one that is older would take a request to its grave.
const IDLE: Duration = Duration::from_secs(4);

/// Sends through a pool of connections.
#[derive(Debug, Clone)]
pub(crate) struct ReqwestConnector {
    client: reqwest::Client,
}

impl ReqwestConnector {
    /// Puts the pool together; nothing is connected yet.
    pub(crate) fn new(transport: &Transport) -> Result<Self, SetupError> {
        Self::set_up(transport).map_err(SetupError::new)
    }

    fn set_up(transport: &Transport) -> Result<Self, BoxError> {
        let builder = reqwest::Client::builder()
            .tls_backend_preconfigured(transport.tls.configure()?)
            .redirect(Policy::none())
            .retry(reqwest::retry::never())
            .referer(false)
            .connect_timeout(transport.connect_timeout)
            .pool_idle_timeout(IDLE)
            .pool_max_idle_per_host(transport.pool_size)
            .user_agent(&transport.user_agent);
        let builder = match &transport.proxy {
            Proxy::Environment => builder,
            Proxy::None => builder.no_proxy(),
            Proxy::All(url) => builder.proxy(proxy(url.expose())?),
        };
        Ok(Self {
            client: builder.build()?,
        })
    }
}

impl Connector for ReqwestConnector {
    fn send(&self, request: WireRequest) -> Exchanging {
        let progress = request.progress.clone();
        let sending = self.client.execute(translate(request));
        Box::pin(async move {
            let answer = sending
                .await
                .map_err(|error| Failure::new(reach(&error, &progress), error.without_url()))?;
            let (head, body) = http::Response::from(answer).into_parts();
            let body = IncomingBody::reqwest(Received(body));
            Ok(WireReply {
                status: head.status,
                headers: head.headers,
                body,
            })
        })
    }
}

/// A request without a body counts as sent from the beginning: that no connection came about says more.
fn reach(error: &reqwest::Error, progress: &Progress) -> Reach {
    if error.is_connect() {
        return Reach::NeverSent;
    }
    progress.stage().into()
}

/// Reads a proxy's address. It may hold a password, so that no error shows it.
fn proxy(url: &str) -> Result<reqwest::Proxy, BoxError> {
    let allowed = url.starts_with("http://") || url.starts_with("https://");
    match reqwest::Proxy::all(url) {
        Ok(proxy) if allowed => Ok(proxy),
        _ => Err("the proxy's address must be a URL that begins with http:// or https://".into()),
    }
}

fn translate(request: WireRequest) -> reqwest::Request {
    let mut translated = reqwest::Request::new(request.method, Arc::unwrap_or_clone(request.url));
    *translated.headers_mut() = request.headers;
    let body = OutgoingBody::new(request.body, request.progress);
    if !body.is_end_stream() {
        *translated.body_mut() = Some(reqwest::Body::wrap(body));
    }
    translated
}

/// The body of an answer as it comes off the connection, with failures in our terms.
pub(super) struct Received(reqwest::Body);

impl Body for Received {
    type Data = Bytes;
    type Error = Failure;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Failure>>> {
        let frame = ready!(Pin::new(&mut self.0).poll_frame(context));
        Poll::Ready(frame.map(|frame| frame.map_err(|error| Failure::new(Reach::Answered, error))))
    }

    fn size_hint(&self) -> SizeHint {
        self.0.size_hint()
    }
}
