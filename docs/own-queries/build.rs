//! Compiles `queries/` against the schema of the SDK, with its fragments and its types.

use wikijs_codegen::Build;

fn main() {
    Build::new()
        .dependency("wikijs-sdk")
        .queries("queries")
        .run();
}
