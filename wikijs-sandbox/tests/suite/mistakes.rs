//! Documents and variables with mistakes, and what graphql-js 15.3.0 says of them (asked with this schema): words,
//! places and order. A line each in `tests/cases/mistakes.jsonl`.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use bytes::Bytes;
use http::Request;
use http_body_util::Full;
use serde_json::value::RawValue;
use serde_json::{Value, json};
use wikijs_sandbox::Sandbox;

use crate::wiki::send;

#[tokio::test(start_paused = true)]
async fn mistakes_are_told_as_graphql_js_tells_them() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/mistakes.jsonl");
    let text = fs::read_to_string(file).expect("the cases");
    let sandbox = Sandbox::in_process();
    let mut differing = Vec::new();
    for line in text.lines() {
        let case: Value = serde_json::from_str(line).expect("a case");
        let reply = send(sandbox.service(), asked(line)).await;
        let told: Value = match reply.status.as_u16() {
            400 => reply.json()["errors"]
                .as_array()
                .into_iter()
                .flatten()
                .map(short)
                .collect(),
            _ => json!([]),
        };
        if told != case["errors"] {
            differing.push(format!("{line}\n    {told}"));
        }
    }
    assert!(
        text.lines().count() > 300 && differing.is_empty(),
        "{}",
        differing.join("\n")
    );
}

// The variables as they stand in the file: the order of keys shows in some answers.
fn asked(line: &str) -> Request<Full<Bytes>> {
    let case: HashMap<String, Box<RawValue>> = serde_json::from_str(line).expect("a case");
    let variables = case.get("variables").map_or("null", |raw| raw.get());
    let body = format!(
        "{{\"query\":{},\"variables\":{variables}}}",
        case["query"].get()
    );
    let request = Request::post("/graphql").header("content-type", "application/json");
    request.body(Full::from(body)).expect("a request")
}

fn short(error: &Value) -> Value {
    let places = error["locations"].as_array().into_iter().flatten();
    let places: Value = places
        .map(|place| json!([place["line"], place["column"]]))
        .collect();
    json!([error["message"], places])
}
