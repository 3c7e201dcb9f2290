//! Any upload is taken or refused; a guest's is refused.
#![no_main]

mod wiki;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    let Some((admin, body)) = wiki::split(input) else { return };
    let request = http::Request::post("/u").header("content-type", "multipart/form-data; boundary=x");
    let Some((status, _)) = wiki::ask(request, body, admin) else { return };
    assert!(admin || !status.is_success());
});
