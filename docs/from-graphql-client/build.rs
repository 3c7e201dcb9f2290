//! Compiles `queries/` against the schema of the SDK, with its fragments and its types.

use wikijs_codegen::Build;

fn main() {
    // docs: build
    Build::new()
        .dependency("wikijs-sdk")
        .queries("queries")
        .run();
    // docs: end
}
