//! The service: reads the body, finds the route, answers. Requests that the wiki never answers wait for ever.

use std::convert::Infallible;
use std::fmt::Display;
use std::future::{Future, pending};
use std::net::{IpAddr, Ipv4Addr};
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};

use bytes::{Buf, Bytes, BytesMut};
use http::header::CONTENT_LENGTH;
use http::request::Parts;
use http::{Method, Request, Response};
use http_body_util::BodyExt as _;
use tower_service::Service;

use super::Body;
use super::routes::{self, Incoming, Routed};
use crate::state::{Fresh, Wiki};

// Above any body that is taken: the rest is not read.
const MOST_READ: usize = 64 << 20;

/// What all clones of a service share.
#[derive(Debug)]
pub(crate) struct Shared {
    pub(crate) wiki: Mutex<Wiki>,
    pub(crate) fresh: Fresh,
    /// NODE_ENV=production: no introspection, no stack traces.
    pub(crate) production: bool,
    /// Whether `/_sandbox/…` is there.
    pub(crate) control: bool,
}

impl Shared {
    /// The wiki, for one piece of work.
    pub(crate) fn wiki(&self) -> MutexGuard<'_, Wiki> {
        self.wiki.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The wiki as a [`tower_service::Service`] over `http` requests. Clones are the same wiki.
#[derive(Clone, Debug)]
pub struct WikiService {
    shared: Arc<Shared>,
}

impl WikiService {
    pub(crate) fn new(shared: Arc<Shared>) -> Self {
        Self { shared }
    }

    pub(crate) fn shared(&self) -> &Shared {
        &self.shared
    }

    async fn answer<B>(self, request: Request<B>) -> Response<Body>
    where
        B: http_body::Body,
        B::Error: Display,
    {
        let (head, body) = request.into_parts();
        let Ok(body) = read(body).await else {
            return pending().await;
        };
        let incoming = incoming(head, body);
        match routes::route(&self.shared, &incoming).await {
            Routed::Reply(reply) if incoming.method == Method::HEAD => headless(reply),
            Routed::Reply(reply) => reply,
            Routed::Never => pending().await,
        }
    }
}

impl<B> Service<Request<B>> for WikiService
where
    B: http_body::Body + Send + 'static,
    B::Data: Send,
    B::Error: Display + Send,
{
    type Response = Response<Body>;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Response<Body>, Infallible>> + Send>>;

    fn poll_ready(&mut self, _context: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<B>) -> Self::Future {
        let service = self.clone();
        Box::pin(async move { Ok(service.answer(request).await) })
    }
}

// The answer to a HEAD: the length is told, the body is not sent.
fn headless(reply: Response<Body>) -> Response<Body> {
    let length = http_body::Body::size_hint(reply.body()).exact().unwrap_or(0);
    let (mut head, _) = reply.into_parts();
    head.headers.insert(CONTENT_LENGTH, length.into());
    Response::from_parts(head, Body::default())
}

/// The address of the client, put on the request by the listener.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Peer(pub(crate) IpAddr);

fn incoming(head: Parts, body: Bytes) -> Incoming {
    let peer = head
        .extensions
        .get::<Peer>()
        .map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |peer| peer.0);
    Incoming {
        method: head.method,
        uri: head.uri,
        headers: head.headers,
        body,
        ip: peer.to_string(),
    }
}

async fn read<B>(body: B) -> Result<Bytes, B::Error>
where
    B: http_body::Body,
{
    let mut body = std::pin::pin!(body);
    let mut out = BytesMut::new();
    while let Some(frame) = body.frame().await {
        if let Ok(mut data) = frame?.into_data() {
            out.extend_from_slice(&data.copy_to_bytes(data.remaining()));
        }
        if out.len() > MOST_READ {
            break;
        }
    }
    Ok(out.freeze())
}
