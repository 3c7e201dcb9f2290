//! Compiles `queries/`, with makers of answers for the tests.

use wikijs_codegen::{Build, Config};

fn main() {
    // docs: build
    Build::new()
        .dependency("wikijs-sdk")
        .queries("queries")
        .config(Config::new().answers_when("test"))
        .run();
    // docs: end
}
