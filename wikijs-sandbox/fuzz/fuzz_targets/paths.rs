//! Any path, with any range and any condition, gets an answer, and gives a guest no source.
#![no_main]

mod wiki;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (bool, &str, &str, &str)| {
    let (admin, path, range, condition) = input;
    let request = http::Request::get(format!("/{path}"))
        .header("range", range)
        .header("if-none-match", condition);
    let Some((_, answer)) = wiki::ask(request, b"", admin) else { return };
    // The page itself may be read by guests; its source may not.
    let is_source = path.starts_with("d/") || path.starts_with("s/");
    assert!(admin || !is_source || wiki::keeps_its_secret(&answer));
});
