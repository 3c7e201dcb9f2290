//! The service: reads the body and has the request answered.

use std::fmt::Display;
use std::future::{Future, pending};
use std::net::{IpAddr, Ipv4Addr};
use std::pin::Pin;
use std::sync::atomic::AtomicUsize;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};

use bytes::{Buf, Bytes, BytesMut};
use http::header::CONTENT_LENGTH;
use http::request::Parts;
use http::{Method, Request, Response, StatusCode};
use http_body_util::BodyExt as _;
use tokio::sync::broadcast;
use tower_service::Service;

use super::{Body, Broken, Incoming, Log, faulty, gzip};
use crate::faults::Plan;
use crate::state::{Fresh, Wiki};
use crate::subscriptions::LogLine;
use crate::timing::Timing;

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
    pub(crate) faults: Mutex<Plan>,
    pub(crate) log: Mutex<Log>,
    pub(crate) timing: Timing,
    /// The log, for those who listen to it.
    pub(crate) lines: broadcast::Sender<LogLine>,
    /// Creates, moves and deletes whose answers are held back.
    pub(crate) under_way: AtomicUsize,
}

impl Shared {
    /// The wiki, for one piece of work.
    pub(crate) fn wiki(&self) -> MutexGuard<'_, Wiki> {
        self.wiki.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn faults(&self) -> MutexGuard<'_, Plan> {
        self.faults.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn log(&self) -> MutexGuard<'_, Log> {
        self.log.lock().unwrap_or_else(PoisonError::into_inner)
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

    async fn answer<B>(self, request: Request<B>) -> Result<Response<Body>, Broken>
    where
        B: http_body::Body,
        B::Error: Display,
    {
        let (head, body) = request.into_parts();
        let Ok(body) = read(body).await else {
            return pending().await;
        };
        let Some(body) = gzip::inflated(&head.headers, body, MOST_READ as u64) else {
            return Ok(unpackable());
        };
        let incoming = incoming(head, body);
        let reply = gzip::packed(
            &incoming.headers,
            faulty::answer(&self.shared, &incoming).await?,
        );
        Ok(if incoming.method == Method::HEAD {
            headless(reply)
        } else {
            reply
        })
    }
}

impl<B> Service<Request<B>> for WikiService
where
    B: http_body::Body + Send + 'static,
    B::Data: Send,
    B::Error: Display + Send,
{
    type Response = Response<Body>;
    type Error = Broken;
    type Future = Pin<Box<dyn Future<Output = Result<Response<Body>, Broken>> + Send>>;

    fn poll_ready(&mut self, _context: &mut Context<'_>) -> Poll<Result<(), Broken>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<B>) -> Self::Future {
        let service = self.clone();
        Box::pin(service.answer(request))
    }
}

// The server's body parser takes gzip and nothing else.
fn unpackable() -> Response<Body> {
    let mut reply = Response::new(Body::new("unsupported content encoding"));
    *reply.status_mut() = StatusCode::UNSUPPORTED_MEDIA_TYPE;
    reply
}

// The answer to a HEAD: the length is told, the body is not sent.
fn headless(reply: Response<Body>) -> Response<Body> {
    let length = http_body::Body::size_hint(reply.body())
        .exact()
        .unwrap_or(0);
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
