//! Any GraphQL document gets an answer that is JSON, and gives a guest no secret.
#![no_main]

mod wiki;

use libfuzzer_sys::fuzz_target;
use serde_json::{Value, json};

fuzz_target!(|input: &[u8]| {
    let Some((admin, document)) = wiki::split(input) else { return };
    let Ok(document) = std::str::from_utf8(document) else { return };
    // None at all is told in plain text.
    if document.is_empty() {
        return;
    }
    let request = http::Request::post("/graphql").header("content-type", "application/json");
    let body = json!({ "query": document }).to_string();
    let Some((status, answer)) = wiki::ask(request, body.as_bytes(), admin) else { return };
    assert!([200, 400, 405, 500].contains(&status.as_u16()), "{status}");
    serde_json::from_slice::<Value>(&answer).expect("JSON");
    assert!(admin || wiki::keeps_its_secret(&answer));
});
