//! The SDK against the embedded server: every operation of the catalogue with values made from its types, and the
//! sessions of `cases/calls/`. Each call is made twice, by the typed SDK on one wiki and by hand on its twin, and must
//! come out the same: the outcome, and each value in it.

use std::{fs, path::Path};

use http_body_util::{BodyExt as _, Full};
use serde_json::{Value, json};
use tower::ServiceExt as _;
use wikijs_sandbox::Sandbox;
use wikijs_sdk::{Client, Error, ErrorKind, RateLimits, connector::HttpService};
use wikijs_tests::{CALLS, CATALOGUE, Call};

use crate::{
    answers::same,
    workspace::{files, shown, snapshots},
};

/// A wiki with its twin.
struct Twins {
    typed: Sandbox,
    by_hand: Sandbox,
}

impl Twins {
    fn new() -> Self {
        let wiki = || Sandbox::builder().seed(7).in_process();
        Self {
            typed: wiki(),
            by_hand: wiki(),
        }
    }

    fn token<'a>(wiki: &'a Sandbox, who: &str) -> Option<&'a str> {
        match who {
            "admin" => Some(wiki.admin_token()),
            "editor" => Some(wiki.editor_token()),
            "reader" => Some(wiki.reader_token()),
            "guest" => None,
            other => panic!("nobody is called {other}"),
        }
    }

    fn client(&self, who: &str) -> Client {
        // The server is to be met as it is: nothing is repeated, and nothing spread over time.
        let builder = Client::builder(self.typed.url())
            .no_retry()
            .rate_limits(RateLimits::new().server_limits(false))
            .connector(HttpService::new(self.typed.service()));
        match Self::token(&self.typed, who) {
            // What the wiki makes of a token is told by hand, too: nobody looks into it here.
            Some(token) => builder.token(token).guest_check(false).build().unwrap(),
            None => builder.build().unwrap(),
        }
    }

    /// The answer as the server gives it.
    async fn answer(&self, who: &str, call: &Call) -> Value {
        let document = CATALOGUE
            .iter()
            .find(|entry| entry.name == call.name)
            .unwrap()
            .document;
        let variables: Value = serde_json::from_str(call.given).unwrap();
        let body = json!({ "query": document, "variables": variables }).to_string();
        let mut request = hyper::Request::post("http://wiki.example/graphql")
            .header("content-type", "application/json");
        if let Some(token) = Self::token(&self.by_hand, who) {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        let request = request.body(Full::new(bytes::Bytes::from(body))).unwrap();
        let response = self.by_hand.service().oneshot(request).await.unwrap();
        let body = response.into_body().collect().await.unwrap().to_bytes();
        serde_json::from_slice(&body).unwrap()
    }

    /// What came of a call, as one line; both ways must agree on it.
    async fn call(&self, who: &str, call: &Call) -> String {
        let send = call.send.unwrap();
        let typed = send(&self.client(who)).await;
        let answer = self.answer(who, call).await;
        agree(call, typed, &answer)
    }
}

/// The outcome of the typed call, after holding it against the raw answer.
fn agree(call: &Call, typed: Result<(&'static str, String), Error>, answer: &Value) -> String {
    let leaf = leaf(call, answer);
    let status = &leaf["responseResult"];
    match typed {
        Ok(("answered" | "answered in part", value)) => {
            assert_ne!(
                status["succeeded"], false,
                "{} was refused: {answer}",
                call.name
            );
            let read: Value = serde_json::from_str(&value).unwrap();
            if let Err(at) = same(&without_status(leaf), &read) {
                panic!("{}{at}\n{answer}\n{read}", call.name);
            }
            "answered".to_owned()
        }
        Ok(("refused", why)) => {
            let told = format!(
                "{} {}",
                status["errorCode"],
                status["slug"].as_str().unwrap_or_default()
            );
            assert_eq!(why, told, "{}: {answer}", call.name);
            format!("refused {why}")
        }
        Ok((_, messages)) => {
            let told: String = errors(answer).collect();
            assert_eq!(messages, told, "{}", call.name);
            assert!(has_no_value(leaf), "{}: {answer}", call.name);
            format!("missing {messages}")
        }
        Err(error) => {
            let is_explained = errors(answer).next().is_some() || has_no_value(leaf);
            assert!(is_explained, "{}: {error}, but {answer}", call.name);
            assert_ne!(
                error.kind(),
                ErrorKind::Unreadable,
                "{}: {error}, of {answer}",
                call.name
            );
            format!("error {:?}", error.kind())
        }
    }
}

/// Whether nothing came: no value, or the payload of a mutation without a word about what became of it.
fn has_no_value(leaf: &Value) -> bool {
    let status = leaf
        .as_object()
        .and_then(|fields| fields.get("responseResult"));
    leaf.is_null() || status.is_some_and(Value::is_null)
}

fn errors(answer: &Value) -> impl Iterator<Item = &str> {
    answer["errors"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|error| error["message"].as_str())
}

/// What the operation is after, at the end of its field's path.
fn leaf<'a>(call: &Call, answer: &'a Value) -> &'a Value {
    let field = CATALOGUE
        .iter()
        .find(|entry| entry.name == call.name)
        .unwrap()
        .facts
        .field;
    field
        .split('.')
        .fold(&answer["data"], |value, key| &value[key])
}

/// The payload of a mutation as its output; an empty object where there was only the status.
fn without_status(leaf: &Value) -> Value {
    match leaf {
        Value::Object(fields) if fields.contains_key("responseResult") => {
            let rest: serde_json::Map<_, _> = fields
                .iter()
                .filter(|(key, _)| *key != "responseResult")
                .map(|(key, value)| (key.clone(), value.clone()))
                .collect();
            rest.into()
        }
        other => other.clone(),
    }
}

#[tokio::test(start_paused = true)]
async fn every_operation_comes_out_as_by_hand() {
    let samples = CALLS
        .iter()
        .filter(|call| call.case == "samples" && call.send.is_some());
    let mut outcomes = String::new();
    for call in samples {
        let came = Twins::new().call("admin", call).await;
        outcomes.push_str(&format!("{}: {came}\n", call.name));
    }
    snapshots("end_to_end").bind(|| insta::assert_snapshot!("outcomes", outcomes));
}

#[tokio::test(start_paused = true)]
async fn sessions_come_out_as_told_and_as_by_hand() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/calls");
    let mut wrong = Vec::new();
    for file in files(&folder, "json") {
        let name = shown(&file.with_extension(""), &folder);
        let case: Value = serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
        let steps = case["steps"].as_array().unwrap();
        let calls: Vec<_> = CALLS.iter().filter(|call| call.case == name).collect();
        assert_eq!(steps.len(), calls.len(), "{name}");
        wrong.extend(session(&name, steps, &calls).await);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_operation_is_in_a_session() {
    let is_called = |name: &str| {
        CALLS
            .iter()
            .any(|call| call.case != "samples" && call.name == name)
    };
    let sent = CALLS
        .iter()
        .filter(|call| call.case == "samples" && call.send.is_some());
    let missing: Vec<_> = sent
        .map(|call| call.name)
        .filter(|name| !is_called(name))
        .collect();
    assert!(missing.is_empty(), "in no file of cases/calls: {missing:?}");
}

/// The steps that came out otherwise than told.
async fn session(name: &str, steps: &[Value], calls: &[&Call]) -> Vec<String> {
    let twins = Twins::new();
    let mut wrong = Vec::new();
    for (number, (step, call)) in steps.iter().zip(calls).enumerate() {
        let who = step["as"].as_str().unwrap_or("admin");
        let expected = step["expect"].as_str().unwrap_or("answered");
        let came = twins.call(who, call).await;
        if !came.starts_with(expected) {
            wrong.push(format!(
                "{name}, step {}: {} came out as `{came}`, not `{expected}`",
                number + 1,
                call.name
            ));
        }
    }
    wrong
}
