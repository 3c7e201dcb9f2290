//! Answers a request, with the faults that strike it.

use std::future::pending;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use http::Response;
use tokio::time::sleep;

use super::routes::{self, Routed};
use super::service::Shared;
use super::struck::{Struck, after};
use super::{Body, Broken, Incoming, control, security};
use crate::faults::Subject;
use crate::graphql::{JsonValue, outline};

/// Answers, or breaks the connection. What the server never answers waits for ever.
pub(super) async fn answer(
    shared: &Arc<Shared>,
    mut request: Incoming,
) -> Result<Response<Body>, Broken> {
    if control::is_meant(shared, &request) {
        return Ok(control::answer(shared, &request).finish());
    }
    let operations = operations(&request);
    let strikes = strikes(shared, &request, &operations);
    let struck = Struck::before(shared, &mut request, strikes).await?;
    if let Some(reply) = struck.instead {
        return Ok(reply);
    }
    if let Some(later) = struck.cut_during {
        tokio::spawn(work_later(Arc::clone(shared), request, operations, later));
        return Err(Broken);
    }
    let mut reply = work(shared, &request, &operations).await;
    if let Some(quota) = &struck.quota {
        super::struck::tell(quota, reply.headers_mut());
    }
    for fault in struck.after {
        reply = after(fault, reply).await?;
    }
    Ok(reply)
}

// The connection is gone; the server has not noticed.
async fn work_later(
    shared: Arc<Shared>,
    request: Incoming,
    operations: Vec<String>,
    later: Duration,
) {
    sleep(later).await;
    drop(work(&shared, &request, &operations).await);
}

async fn work(shared: &Shared, request: &Incoming, operations: &[String]) -> Response<Body> {
    let secured = security::headers(&shared.wiki().settings);
    let mut reply = match routes::route(shared, request) {
        Routed::Reply(reply) => reply,
        Routed::Never => pending().await,
    };
    reply.headers_mut().extend(secured);
    hold_back(shared, operations).await;
    reply
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

/// What builds the tree anew, and goes wrong where it meets.
pub(super) const TREE_WRITES: [&str; 3] = ["pages.create", "pages.move", "pages.delete"];

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
fn strikes(
    shared: &Shared,
    request: &Incoming,
    operations: &[String],
) -> Vec<crate::faults::Strike> {
    let path = request
        .uri
        .path_and_query()
        .map_or("/", |path| path.as_str());
    let method = request.method.as_str();
    let number = shared.log().add(method, path, operations.to_vec());
    let mut faults = shared.faults();
    if faults.is_empty() {
        return Vec::new();
    }
    faults.strike(&Subject {
        number,
        method: method.into(),
        path: path.into(),
        operations: operations.to_vec(),
    })
}

fn operations(request: &Incoming) -> Vec<String> {
    if !request.is_graphql() {
        return Vec::new();
    }
    if let Some(query) = request.parameter("query") {
        return outline(&query);
    }
    let one = |body: &JsonValue| {
        let query = body.get("query").and_then(JsonValue::as_str);
        query.map(outline).unwrap_or_default()
    };
    match &request.json {
        Some(JsonValue::Array(items)) => items.iter().flat_map(one).collect(),
        Some(body) => one(body),
        None => Vec::new(),
    }
}
