//! What is said over the websocket: init, start, stop; ack, data, error.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::LogLine;
use crate::auth::token::{self, Subject};
use crate::auth::{Outcome, identify};
use crate::clock::iso;
use crate::graphql::{
    Failure, FieldCall, JsonMap, JsonValue, Kind, Node, Prepared, Request, Source, prepare,
};
use crate::http::Shared;

/// What is said back.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Reply {
    Send(String),
    Close(u16),
}

/// One client.
#[derive(Default)]
pub(super) struct Talk {
    admitted: bool,
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
            Some("start") if self.admitted => self.start(shared, id, &message["payload"]),
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
            let payload = prepared.run(&mut Line(line)).to_json(true);
            Reply::Send(format!(
                "{{\"type\":\"data\",\"id\":{},\"payload\":{payload}}}",
                Value::from(id.as_str())
            ))
        };
        self.running.iter().map(tell).collect()
    }

    // A user's token with the right to everything; keys are refused, as is everything else.
    fn open(&mut self, shared: &Shared, token: &str) -> Vec<Reply> {
        let mut wiki = shared.wiki();
        let claims = token::read(token, &wiki.secret);
        let is_user = claims.is_some_and(|claims| matches!(claims.subject, Subject::User { .. }));
        self.admitted = is_user
            && match identify(&mut wiki, Some(token)) {
                Outcome::Known(who, _) => who.has("manage:system"),
                Outcome::Ended(_) => false,
            };
        match self.admitted {
            true => vec![say(json!({ "type": "connection_ack" }))],
            false => vec![
                say(
                    json!({ "type": "connection_error", "payload": { "message": "Unauthorized" } }),
                ),
                Reply::Close(1011),
            ],
        }
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
            Ok(_) => {
                error("the sandbox does not simulate queries and mutations over a websocket yet")
            }
            Err(refused) => error(
                &refused
                    .errors
                    .first()
                    .map_or_else(String::new, |first| first.failure.message.clone()),
            ),
        }
    }
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

    fn together(&mut self, _ty: &str, _fields: &[&str]) {}

    fn apart(&mut self, _ty: &str) {}
}
