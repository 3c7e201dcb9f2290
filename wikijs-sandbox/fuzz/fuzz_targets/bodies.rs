//! Any body of a GraphQL request gets an answer, whatever it says that it is.
#![no_main]

mod wiki;

use libfuzzer_sys::fuzz_target;

const TYPES: [&str; 4] = [
    "application/json",
    "application/graphql",
    "application/x-www-form-urlencoded",
    "text/plain",
];

fuzz_target!(|input: &[u8]| {
    let Some((admin, body)) = wiki::split(input) else { return };
    let Some((kind, body)) = body.split_first() else { return };
    let kind = TYPES[usize::from(*kind) % TYPES.len()];
    let request = http::Request::post("/graphql").header("content-type", kind);
    let Some((_, answer)) = wiki::ask(request, body, admin) else { return };
    assert!(admin || wiki::keeps_its_secret(&answer));
});
