//! Compiles `queries/` against the schema that travels with the SDK.

use std::env::{VarError, var};
use std::path::PathBuf;

use wikijs_codegen::Build;

fn main() -> Result<(), VarError> {
    // docs: build
    let schema = var("DEP_WIKIJS_SDK_SCHEMA")?;
    let fragments = PathBuf::from(var("DEP_WIKIJS_SDK_QUERIES")?).join("fragments.graphql");
    Build::new()
        .schema(schema)
        .queries("queries")
        .queries(fragments)
        .run();
    // docs: end
    Ok(())
}
