//! Answers a request, with the faults that strike it.

use std::future::pending;
use std::sync::atomic::{AtomicUsize, Ordering};

use bytes::Bytes;
use http::header::{CONTENT_LENGTH, RETRY_AFTER};
use http::{Response, StatusCode};
use serde_json::Value;
use tokio::time::sleep;

use super::reply::Reply;
use super::routes::{self, Routed};
use super::service::Shared;
use super::{Body, Broken, Incoming, control, security};
use crate::faults::{FaultKind, Subject};
use crate::graphql::outline;

/// Answers, or breaks the connection. What the server never answers waits for ever.
pub(super) async fn answer(shared: &Shared, request: &Incoming) -> Result<Response<Body>, Broken> {
    if shared.control && request.uri.path().starts_with("/_sandbox/") {
        return Ok(control::answer(shared, request).finish());
    }
    let subject = subject(shared, request);
    let struck = shared.faults().strike(&subject);
    for fault in &struck {
        if let Some(reply) = before(shared, fault).await? {
            return Ok(reply);
        }
    }
    let secured = security::headers(&shared.wiki().settings);
    let mut reply = match routes::route(shared, request).await {
        Routed::Reply(reply) => reply,
        Routed::Never => pending().await,
    };
    reply.headers_mut().extend(secured);
    hold_back(shared, &subject.operations).await;
    for fault in struck {
        reply = after(fault, reply)?;
    }
    Ok(reply)
}

// While the answer to a write is held back, the write is under way, and others meet it.
async fn hold_back(shared: &Shared, operations: &[String]) {
    let time = shared.timing.of(operations);
    if time.is_zero() {
        return;
    }
    let writes = operations
        .iter()
        .filter(|operation| TREE_WRITES.contains(&operation.as_str()))
        .count();
    let _under_way = UnderWay::new(&shared.under_way, writes);
    sleep(time).await;
}

const TREE_WRITES: [&str; 3] = ["pages.create", "pages.move", "pages.delete"];

/// Counted as long as it lives, also where the client goes away.
struct UnderWay<'a> {
    count: &'a AtomicUsize,
    writes: usize,
}

impl<'a> UnderWay<'a> {
    fn new(count: &'a AtomicUsize, writes: usize) -> Self {
        count.fetch_add(writes, Ordering::Relaxed);
        Self { count, writes }
    }
}

impl Drop for UnderWay<'_> {
    fn drop(&mut self) {
        self.count.fetch_sub(self.writes, Ordering::Relaxed);
    }
}

// The request is taken down on the way.
fn subject(shared: &Shared, request: &Incoming) -> Subject {
    let operations = if request.is_graphql() {
        operations(request)
    } else {
        Vec::new()
    };
    let path = request
        .uri
        .path_and_query()
        .map_or("/", |path| path.as_str());
    let number = shared
        .log()
        .add(request.method.as_str(), path, operations.clone());
    Subject {
        number,
        path: path.into(),
        operations,
    }
}

fn operations(request: &Incoming) -> Vec<String> {
    if let Some(query) = request.parameter("query") {
        return outline(&query);
    }
    let one = |body: &Value| body["query"].as_str().map(outline).unwrap_or_default();
    match serde_json::from_slice::<Value>(&request.body) {
        Ok(Value::Array(items)) => items.iter().flat_map(one).collect(),
        Ok(body) => one(&body),
        Err(_) => Vec::new(),
    }
}

// Faults that come before the work, or in its place.
async fn before(shared: &Shared, fault: &FaultKind) -> Result<Option<Response<Body>>, Broken> {
    match fault {
        FaultKind::Delay(time) => sleep(*time).await,
        FaultKind::CutBefore => return Err(Broken),
        FaultKind::Hang => pending().await,
        FaultKind::Restart => shared.wiki().restart(),
        FaultKind::ApiOff => shared.wiki().settings.api_enabled = false,
        FaultKind::Html(status) => return Ok(Some(proxy_page(*status).finish())),
        FaultKind::Status(status, retry_after) => {
            return Ok(Some(refusal(*status, *retry_after).finish()));
        }
        _ => {}
    }
    Ok(None)
}

fn code(status: u16) -> StatusCode {
    StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_GATEWAY)
}

fn proxy_page(status: u16) -> Reply {
    let title = code(status).to_string();
    let page = format!(
        "<html><head><title>{title}</title></head><body><h1>{title}</h1><hr>proxy</body></html>"
    );
    let mut reply = Reply::html(code(status), page);
    reply.tagged = false;
    reply
}

fn refusal(status: u16, retry_after: Option<u64>) -> Reply {
    let mut reply = Reply::empty(code(status));
    reply.tagged = false;
    match retry_after {
        Some(seconds) => reply.with(RETRY_AFTER, &seconds.to_string()),
        None => reply,
    }
}

// Faults that come after the work.
fn after(fault: FaultKind, reply: Response<Body>) -> Result<Response<Body>, Broken> {
    Ok(match fault {
        FaultKind::CutAfter => return Err(Broken),
        FaultKind::HalfBody => reply.map(Body::half),
        FaultKind::SlowBody(pause) => reply.map(|body| body.slow(pause)),
        FaultKind::NotJson => reply.map(|body| Body::new(cut(&body.rest()))),
        FaultKind::WrongLength => {
            let (mut head, body) = reply.into_parts();
            head.headers
                .insert(CONTENT_LENGTH, (body.rest().len() + 10).into());
            Response::from_parts(head, body)
        }
        _ => reply,
    })
}

fn cut(body: &Bytes) -> Bytes {
    body.slice(..body.len() - body.len() / 3)
}
