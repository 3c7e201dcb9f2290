//! `/_sandbox/…`: what other processes may do to the wiki. Off unless it was asked for.

use std::time::Duration;

use http::StatusCode;
use serde_json::json;

use super::reply::Reply;
use super::{Incoming, Shared};
use crate::state::Wiki;

pub(super) fn answer(shared: &Shared, request: &Incoming) -> Reply {
    match (request.method.as_str(), request.uri.path()) {
        ("GET", "/_sandbox/clock") => clock(shared),
        ("POST", "/_sandbox/advance") => advance(shared, request),
        ("POST", "/_sandbox/restart") => {
            shared.wiki().restart();
            Reply::text(StatusCode::OK, "restarted\n")
        }
        ("POST", "/_sandbox/reset") => {
            *shared.wiki() = Wiki::new(&shared.fresh);
            Reply::text(StatusCode::OK, "reset\n")
        }
        _ => Reply::json(
            StatusCode::NOT_FOUND,
            json!({ "error": "no such control" }).to_string(),
        ),
    }
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
