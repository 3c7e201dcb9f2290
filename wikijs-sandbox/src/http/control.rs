//! `/_sandbox/…`: what other processes may do to the wiki. Off unless it was asked for.

use std::time::Duration;

use http::StatusCode;
use serde_json::{Value, json};

use super::reply::Reply;
use super::{Incoming, Shared};
use crate::faults;
use crate::state::Wiki;

pub(super) fn answer(shared: &Shared, request: &Incoming) -> Reply {
    match (request.method.as_str(), request.uri.path()) {
        ("GET", "/_sandbox/clock") => clock(shared),
        ("GET", "/_sandbox/code") => code(shared, request),
        ("POST", "/_sandbox/advance") => advance(shared, request),
        ("POST", "/_sandbox/restart") => {
            shared.wiki().restart();
            Reply::text(StatusCode::OK, "restarted\n")
        }
        ("POST", "/_sandbox/reset") => {
            *shared.wiki() = Wiki::new(&shared.fresh);
            Reply::text(StatusCode::OK, "reset\n")
        }
        ("POST", "/_sandbox/faults") => add_fault(shared, request),
        ("DELETE", "/_sandbox/faults") => {
            shared.faults().clear();
            Reply::text(StatusCode::OK, "cleared\n")
        }
        ("GET", "/_sandbox/faults") => taken(shared),
        ("GET", "/_sandbox/requests") => requests(shared),
        _ => Reply::json(
            StatusCode::NOT_FOUND,
            json!({ "error": "no such control" }).to_string(),
        ),
    }
}

fn code(shared: &Shared, request: &Incoming) -> Reply {
    let email = request.parameter("email").unwrap_or_default();
    match shared.wiki().one_time_code(&email) {
        Some(code) => Reply::text(StatusCode::OK, format!("{code}\n")),
        None => Reply::text(StatusCode::NOT_FOUND, "no account with one-time codes\n"),
    }
}

fn add_fault(shared: &Shared, request: &Incoming) -> Reply {
    match faults::read(&request.body) {
        Ok(fault) => {
            shared.faults().add(fault);
            Reply::text(StatusCode::OK, "added\n")
        }
        Err(reason) => Reply::json(
            StatusCode::BAD_REQUEST,
            json!({ "error": reason }).to_string(),
        ),
    }
}

fn taken(shared: &Shared) -> Reply {
    let taken: Vec<_> = shared
        .faults()
        .taken()
        .iter()
        .map(|fault| {
            let kind = format!("{:?}", fault.kind);
            json!({ "request": fault.request, "operations": fault.operations, "kind": kind })
        })
        .collect();
    Reply::json(StatusCode::OK, Value::Array(taken).to_string())
}

fn requests(shared: &Shared) -> Reply {
    let requests: Vec<_> = shared
        .log()
        .requests()
        .iter()
        .map(|request| {
            json!({
                "number": request.number, "method": request.method, "path": request.path,
                "operations": request.operations,
            })
        })
        .collect();
    Reply::json(StatusCode::OK, Value::Array(requests).to_string())
}

#[expect(clippy::cast_precision_loss, reason = "seconds with a fraction")]
fn clock(shared: &Shared) -> Reply {
    let now = shared.wiki().clock.now();
    Reply::text(StatusCode::OK, format!("{}\n", now as f64 / 1000.0))
}

fn advance(shared: &Shared, request: &Incoming) -> Reply {
    let seconds = request
        .parameter("seconds")
        .and_then(|seconds| seconds.parse::<f64>().ok());
    match seconds.map(Duration::try_from_secs_f64) {
        Some(Ok(by)) => {
            shared.wiki().clock.advance(by);
            clock(shared)
        }
        _ => Reply::text(StatusCode::BAD_REQUEST, "say ?seconds=N\n"),
    }
}
