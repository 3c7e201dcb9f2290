//! Compiles `queries/` against the schema, the overlay and the directives that travel with the SDK.

use std::env::{VarError, var};
use std::path::PathBuf;

use wikijs_codegen::Build;

fn main() -> Result<(), VarError> {
    // docs: build
    let schema = var("DEP_WIKIJS_SDK_SCHEMA")?;
    let build = Build::new().schema(schema).queries("queries");
    // docs: end
    // docs: fragments
    let catalogue = PathBuf::from(var("DEP_WIKIJS_SDK_QUERIES")?);
    let build = build.queries(catalogue.join("fragments.graphql"));
    // docs: end
    build.run();
    Ok(())
}
