//! `/_sandbox/…`: what other processes may do to the wiki. Off unless it was asked for.

use std::net::IpAddr;
use std::sync::atomic::Ordering;
use std::time::Duration;

use http::StatusCode;
use http::header::ALLOW;
use serde_json::{Map, Value, json};

use super::reply::Reply;
use super::{Incoming, Shared};
use crate::faults::{self, FaultLeft, TakenFault, fault_json, kind_json};
use crate::snapshot::State;
use crate::state::Wiki;

const BEFORE: &str = "/_sandbox/";

/// One control.
struct Control {
    method: &'static str,
    name: &'static str,
    /// The parameters that it looks at: another one is a mistake, and would be one to no effect.
    parameters: &'static [&'static str],
    answer: fn(&Shared, &Incoming) -> Reply,
}

const CONTROLS: [Control; 11] = [
    control("GET", "clock", &[], |shared, _| clock(shared)),
    control("GET", "code", &["email"], code),
    control("GET", "tokens", &[], |shared, _| tokens(shared)),
    control("POST", "advance", &["seconds"], advance),
    control("POST", "restart", &[], |shared, _| restart(shared)),
    control("POST", "reset", &["seeded"], reset),
    control("GET", "state", &[], |shared, _| {
        let state = State::of(&shared.wiki());
        Reply::json(StatusCode::OK, state.as_json().to_string())
    }),
    control("POST", "faults", &[], add_faults),
    control("GET", "faults", &[], |shared, _| told_faults(shared)),
    control("DELETE", "faults", &[], |shared, _| {
        shared.faults().clear();
        Reply::text(StatusCode::OK, "cleared\n")
    }),
    control("GET", "requests", &[], |shared, _| requests(shared)),
];

const fn control(
    method: &'static str,
    name: &'static str,
    parameters: &'static [&'static str],
    answer: fn(&Shared, &Incoming) -> Reply,
) -> Control {
    Control {
        method,
        name,
        parameters,
        answer,
    }
}

/// Whether a request is for the control endpoint: where there is one, and from this machine only.
pub(super) fn is_meant(shared: &Shared, request: &Incoming) -> bool {
    let near = request.ip.parse::<IpAddr>();
    shared.control
        && request.uri.path().starts_with(BEFORE)
        && near.is_ok_and(|ip| ip.to_canonical().is_loopback())
}

pub(super) fn answer(shared: &Shared, request: &Incoming) -> Reply {
    let name = request.uri.path().strip_prefix(BEFORE).unwrap_or_default();
    let called: Vec<_> = CONTROLS
        .iter()
        .filter(|control| control.name == name)
        .collect();
    let method = request.method.as_str();
    let Some(control) = called.iter().find(|control| control.method == method) else {
        return unknown(name, &called);
    };
    let unknown = request
        .parameters()
        .find(|given| !control.parameters.contains(given));
    match unknown {
        Some(given) => refused(&format!(
            "{name} has no parameter {given:?}; it knows {:?}",
            control.parameters
        )),
        None => (control.answer)(shared, request),
    }
}

fn unknown(name: &str, called: &[&Control]) -> Reply {
    if called.is_empty() {
        let names: Vec<_> = CONTROLS.iter().map(|control| control.name).collect();
        let error = format!("no such control: {name:?}; there are {}", names.join(", "));
        return told(StatusCode::NOT_FOUND, &error);
    }
    let methods: Vec<_> = called.iter().map(|control| control.method).collect();
    let error = format!("{name} wants {}", methods.join(" or "));
    told(StatusCode::METHOD_NOT_ALLOWED, &error).with(ALLOW, &methods.join(", "))
}

fn refused(error: &str) -> Reply {
    told(StatusCode::BAD_REQUEST, error)
}

fn told(status: StatusCode, error: &str) -> Reply {
    Reply::json(status, json!({ "error": error }).to_string())
}

fn restart(shared: &Shared) -> Reply {
    shared.wrote();
    shared.wiki().restart();
    Reply::text(StatusCode::OK, "restarted\n")
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
            shared.emptied.store(!seeded, Ordering::Relaxed);
            Reply::text(StatusCode::OK, "reset\n")
        }
        Err(error) => Reply::text(StatusCode::INTERNAL_SERVER_ERROR, format!("{error}\n")),
    }
}

// Those that the wiki began with.
fn tokens(shared: &Shared) -> Reply {
    if shared.emptied.load(Ordering::Relaxed) {
        return told(
            StatusCode::GONE,
            "the wiki was reset to a fresh installation, which has no keys; POST /_sandbox/reset?seeded brings them back",
        );
    }
    let tokens = &shared.tokens;
    let mut out = Map::new();
    let own = [
        ("admin", &tokens.admin),
        ("editor", &tokens.editor),
        ("reader", &tokens.reader),
    ];
    for (name, token) in own.into_iter().filter(|(_, token)| !token.is_empty()) {
        out.insert(name.into(), token.as_str().into());
    }
    let by_name = |all: &[(String, String)]| -> Map<String, Value> {
        let all = all.iter().cloned();
        all.map(|(name, token)| (name, token.into())).collect()
    };
    out.insert("groups".into(), by_name(&tokens.others).into());
    out.insert("keys".into(), by_name(&tokens.keys).into());
    Reply::json(StatusCode::OK, Value::Object(out).to_string())
}

fn code(shared: &Shared, request: &Incoming) -> Reply {
    let email = request.parameter("email").unwrap_or_default();
    match shared.wiki().one_time_code(&email) {
        Some(code) => Reply::text(StatusCode::OK, format!("{code}\n")),
        None => Reply::text(StatusCode::NOT_FOUND, "no account with one-time codes\n"),
    }
}

fn add_faults(shared: &Shared, request: &Incoming) -> Reply {
    match faults::read_all(&request.body) {
        Ok(faults) => {
            let mut plan = shared.faults();
            faults.into_iter().for_each(|fault| plan.add(fault));
            Reply::text(StatusCode::OK, "added\n")
        }
        Err(reason) => refused(&reason),
    }
}

fn told_faults(shared: &Shared) -> Reply {
    let plan = shared.faults();
    let struck: Vec<_> = plan.taken().iter().map(struck).collect();
    let left: Vec<_> = plan.left().iter().map(left).collect();
    let faults = json!({ "struck": struck, "left": left });
    Reply::json(StatusCode::OK, faults.to_string())
}

fn struck(fault: &TakenFault) -> Value {
    json!({
        "request": fault.request, "method": fault.method, "path": fault.path, "operations": fault.operations,
        "did": kind_json(&fault.kind), "place": fault.place.text(), "fault": fault.fault, "said": fault.to_string(),
    })
}

fn left(fault: &FaultLeft) -> Value {
    json!({ "fault": fault.fault, "plan": fault_json(&fault.plan), "struck": fault.struck })
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
