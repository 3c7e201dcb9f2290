//! What is said over the websocket: init, start, stop; ack, data, error.

use std::collections::BTreeMap;
use std::sync::atomic::Ordering;

use serde_json::{Value, json};

use super::LogLine;
use crate::auth::token::{self, Subject};
use crate::auth::{Identity, Outcome, identify};
use crate::clock::iso;
use crate::graphql::{
    Failure, FieldCall, JsonMap, JsonValue, Kind, Node, Prepared, Request, Source, prepare,
};
use crate::http::Shared;
use crate::resolvers::Session;

/// What is said back.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Reply {
    Send(String),
    Close(u16),
}

/// One client.
#[derive(Default)]
pub(super) struct Talk {
    who: Option<Box<Identity>>,
    running: BTreeMap<String, Prepared>,
}

impl Talk {
    /// What a message is answered with.
    pub(super) fn hear(&mut self, shared: &Shared, text: &str) -> Vec<Reply> {
        let message: Value = serde_json::from_str(text).unwrap_or(Value::Null);
        let id = message["id"].as_str().unwrap_or_default().to_owned();
        match message["type"].as_str() {
            Some("connection_init") => self.open(
                shared,
                message["payload"]["token"].as_str().unwrap_or_default(),
            ),
            Some("start") if self.who.is_some() => self.start(shared, id, &message["payload"]),
            Some("stop") => {
                self.running.remove(&id);
                Vec::new()
            }
            Some("connection_terminate") => vec![Reply::Close(1000)],
            _ => vec![say(
                json!({ "type": "error", "id": id, "payload": { "message": "Invalid message type!" } }),
            )],
        }
    }

    /// A line of the log for each subscription.
    pub(super) fn tell(&self, line: &LogLine) -> Vec<Reply> {
        let tell = |(id, prepared): (&String, &Prepared)| {
            data(id, &prepared.run(&mut Line(line)).to_json(true))
        };
        self.running.iter().map(tell).collect()
    }

    // A user's token with the right to everything; keys are refused, as is everything else.
    fn open(&mut self, shared: &Shared, token: &str) -> Vec<Reply> {
        let mut wiki = shared.wiki();
        let claims = token::read(token, &wiki.secret);
        let is_user = claims.is_some_and(|claims| matches!(claims.subject, Subject::User { .. }));
        self.who = match identify(&mut wiki, Some(token)) {
            Outcome::Known(who, _) if is_user && who.has("manage:system") => Some(who),
            _ => None,
        };
        match self.who.is_some() {
            true => vec![say(json!({ "type": "connection_ack" }))],
            false => vec![
                say(
                    json!({ "type": "connection_error", "payload": { "message": "Unauthorized" } }),
                ),
                Reply::Close(1011),
            ],
        }
    }

    // Other operations have one answer each. What the server never answers stays open.
    fn run(&self, shared: &Shared, id: &str, prepared: &Prepared) -> Vec<Reply> {
        let Some(who) = &self.who else {
            return Vec::new();
        };
        if prepared.kind == Kind::Mutation {
            shared.wrote();
        }
        let mut wiki = shared.wiki();
        let others = shared.under_way.load(Ordering::Relaxed);
        let mut session = Session::new(&mut wiki, who, "127.0.0.1", others);
        let payload = prepared.run(&mut session).to_json(!shared.production);
        if session.stalled {
            return Vec::new();
        }
        vec![
            data(id, &payload),
            say(json!({ "type": "complete", "id": id })),
        ]
    }

    fn start(&mut self, shared: &Shared, id: String, payload: &Value) -> Vec<Reply> {
        let error = |message: &str| {
            vec![say(
                json!({ "type": "error", "id": id, "payload": { "message": message } }),
            )]
        };
        let variables = match JsonValue::from(payload["variables"].clone()) {
            JsonValue::Object(variables) => variables,
            _ => JsonMap::new(),
        };
        let request = Request {
            query: payload["query"].as_str().unwrap_or_default().into(),
            operation_name: payload["operationName"].as_str().map(String::from),
            variables,
        };
        match prepare(request, !shared.production) {
            Ok(prepared) if prepared.kind == Kind::Subscription => {
                self.running.insert(id, prepared);
                Vec::new()
            }
            Ok(prepared) => self.run(shared, &id, &prepared),
            Err(refused) => error(
                &refused
                    .errors
                    .first()
                    .map_or_else(String::new, |first| first.failure.message.clone()),
            ),
        }
    }
}

fn data(id: &str, payload: &str) -> Reply {
    let id = Value::from(id);
    Reply::Send(format!(
        "{{\"type\":\"data\",\"id\":{id},\"payload\":{payload}}}"
    ))
}

fn say(value: Value) -> Reply {
    Reply::Send(value.to_string())
}

/// A line of the log as the subscription's value.
struct Line<'a>(&'a LogLine);

impl Source for Line<'_> {
    fn resolve(&mut self, call: FieldCall<'_>, parent: &Node) -> Result<Node, Failure> {
        if call.parent_type != "Subscription" {
            return Ok(parent.field(call.field));
        }
        let LogLine {
            level,
            output,
            timestamp,
        } = self.0;
        Ok(json!({ "level": level, "output": output, "timestamp": iso(*timestamp) }).into())
    }

    fn together(&mut self, _ty: &str, _fields: &mut dyn Iterator<Item = &str>) {}

    fn apart(&mut self, _ty: &str) {}
}
