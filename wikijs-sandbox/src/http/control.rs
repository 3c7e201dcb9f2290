//! `/_sandbox/…`: what other processes may do to the wiki. Off unless it was asked for.

use std::net::IpAddr;
use std::time::Duration;

use http::StatusCode;
use serde_json::{Value, json};

use super::reply::Reply;
use super::{Incoming, Shared};
use crate::faults;
use crate::snapshot::State;
use crate::state::Wiki;

/// Whether a request is for the control endpoint: where there is one, and from this machine only.
pub(super) fn is_meant(shared: &Shared, request: &Incoming) -> bool {
    let near = request.ip.parse::<IpAddr>();
    shared.control
        && request.uri.path().starts_with("/_sandbox/")
        && near.is_ok_and(|ip| ip.to_canonical().is_loopback())
}

pub(super) fn answer(shared: &Shared, request: &Incoming) -> Reply {
    match (request.method.as_str(), request.uri.path()) {
        ("GET", "/_sandbox/clock") => clock(shared),
        ("GET", "/_sandbox/code") => code(shared, request),
        ("POST", "/_sandbox/advance") => advance(shared, request),
        ("POST", "/_sandbox/restart") => {
            shared.wrote();
            shared.wiki().restart();
            Reply::text(StatusCode::OK, "restarted\n")
        }
        ("POST", "/_sandbox/reset") => reset(shared, request),
        ("GET", "/_sandbox/state") => {
            let state = State::of(&shared.wiki());
            Reply::json(StatusCode::OK, state.as_json().to_string())
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

// To a fresh installation, or with `?seeded` to what this one began with; its tokens are good again then.
fn reset(shared: &Shared, request: &Incoming) -> Reply {
    shared.wrote();
    let seeded = request.parameter("seeded").is_some();
    let made = match &shared.begin {
        Some(begin) if seeded => begin.make(&shared.fresh).map(|(wiki, _)| wiki),
        _ => Ok(Wiki::new(&shared.fresh)),
    };
    match made {
        Ok(wiki) => {
            *shared.wiki() = wiki;
            Reply::text(StatusCode::OK, "reset\n")
        }
        Err(error) => Reply::text(StatusCode::INTERNAL_SERVER_ERROR, format!("{error}\n")),
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
    match faults::read_all(&request.body) {
        Ok(faults) => {
            let mut plan = shared.faults();
            faults.into_iter().for_each(|fault| plan.add(fault));
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
            json!({
                "request": fault.request, "method": fault.method, "path": fault.path, "operations": fault.operations,
                "kind": kind, "place": fault.place.text(), "fault": fault.fault, "said": fault.to_string(),
            })
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
            shared.wrote();
            shared.wiki().clock.advance(by);
            clock(shared)
        }
        _ => Reply::text(StatusCode::BAD_REQUEST, "say ?seconds=N\n"),
    }
}
