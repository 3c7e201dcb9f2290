//! The service: reads the body and has the request answered.

use std::fmt::{Debug, Display, Formatter, Result as FmtResult};
use std::future::{Future, pending};
use std::net::{IpAddr, Ipv4Addr};
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};

use bytes::{Buf, Bytes, BytesMut};
use http::header::{CONTENT_LENGTH, DATE};
use http::request::Parts;
use http::{HeaderValue, Method, Request, Response, StatusCode};
use http_body_util::BodyExt as _;
use tokio::sync::broadcast;
use tower_service::Service;

use super::packing::{self, Packing};
use super::upload::{self, Form};
use super::{Body, Broken, Incoming, Log, faulty};
use crate::begin::{Begin, Tokens};
use crate::clock::http_date;
use crate::faults::Plan;
use crate::state::{Fresh, Uploads, Wiki};
use crate::subscriptions::LogLine;
use crate::timing::Timing;

/// The client went away before its request was whole.
#[derive(Debug)]
pub(super) struct Gone;

// Above any body that is taken: the rest is not read.
const MOST_READ: usize = 64 << 20;

/// What all clones of a service share.
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
    pub(crate) uploads: Uploads,
    /// What it began with, where others may have it begin again.
    pub(crate) begin: Option<Begin>,
    /// The keys that it began with.
    pub(crate) tokens: Tokens,
    /// Whether it was put back to a fresh installation, which knows none of them.
    pub(crate) emptied: AtomicBool,
    /// Requests that may have changed the wiki.
    pub(crate) writes: AtomicU64,
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

    /// A request may have changed the wiki.
    pub(crate) fn wrote(&self) {
        self.writes.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn faults(&self) -> MutexGuard<'_, Plan> {
        self.faults.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn log(&self) -> MutexGuard<'_, Log> {
        self.log.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The wiki as a [`tower_service::Service`] over `http` requests. Clones are the same wiki.
#[derive(Clone)]
pub struct WikiService {
    shared: Arc<Shared>,
}

// What is behind it holds passwords and keys.
impl Debug for WikiService {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> FmtResult {
        formatter
            .debug_struct("WikiService")
            .finish_non_exhaustive()
    }
}

impl WikiService {
    pub(crate) fn new(shared: Arc<Shared>) -> Self {
        Self { shared }
    }

    pub(crate) fn shared(&self) -> &Arc<Shared> {
        &self.shared
    }

    async fn answer<B>(self, request: Request<B>) -> Result<Response<Body>, Broken>
    where
        B: http_body::Body + Send,
        B::Data: Send,
        B::Error: Display + Send,
    {
        let (head, body) = request.into_parts();
        let (packing, headless) = (Packing::asked(&head.headers), head.method == Method::HEAD);
        let taken = match upload::boundary(&head) {
            Some(boundary) => upload::take(&self.shared, body, boundary)
                .await
                .map(Taken::Form),
            None => read(body).await.map(Taken::Body),
        };
        // The client went away.
        let Ok(taken) = taken else {
            return pending().await;
        };
        let (body, form) = match taken {
            Taken::Form(form) => (Some(Bytes::new()), Some(form)),
            Taken::Body(body) => {
                let most = MOST_READ as u64;
                (packing::inflated(&head.headers, body, most), None)
            }
        };
        let Some(body) = body else {
            return Ok(unpackable());
        };
        let reply = faulty::answer(&self.shared, incoming(head, body, form)).await?;
        let reply = dated(packing::packed(packing, reply), &self.shared);
        Ok(if headless { without_body(reply) } else { reply })
    }
}

/// As the server does with every answer; by the wiki's own clock.
fn dated(mut reply: Response<Body>, shared: &Shared) -> Response<Body> {
    let now = http_date(shared.wiki().clock.now());
    if let Ok(now) = HeaderValue::try_from(now) {
        reply.headers_mut().insert(DATE, now);
    }
    reply
}

/// A request's body, taken in.
enum Taken {
    Body(Bytes),
    Form(Form),
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
fn without_body(reply: Response<Body>) -> Response<Body> {
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

fn incoming(head: Parts, body: Bytes, form: Option<Form>) -> Incoming {
    let peer = head
        .extensions
        .get::<Peer>()
        .map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |peer| peer.0);
    let json = super::graphql::json(&head.headers, &body);
    Incoming {
        json,
        method: head.method,
        uri: head.uri,
        headers: head.headers,
        body,
        form,
        ip: peer.to_string(),
        limited: None,
    }
}

async fn read<B>(body: B) -> Result<Bytes, Gone>
where
    B: http_body::Body,
{
    let mut body = std::pin::pin!(body);
    let mut out = BytesMut::new();
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|_| Gone)?;
        if let Ok(mut data) = frame.into_data() {
            out.extend_from_slice(&data.copy_to_bytes(data.remaining()));
        }
        if out.len() > MOST_READ {
            break;
        }
    }
    Ok(out.freeze())
}
