//! Compiles `queries/` against the schema, the overlay and the directives that travel with the SDK.

use std::env::{VarError, var};
use std::path::Path;

use wikijs_codegen::Build;

fn main() -> Result<(), VarError> {
    let catalogue = var("DEP_WIKIJS_SDK_QUERIES")?;
    Build::new()
        .schema(var("DEP_WIKIJS_SDK_SCHEMA")?)
        .queries("queries")
        // A fragment of the catalogue, for mutations: `ResponseStatus`.
        .queries(Path::new(&catalogue).join("fragments.graphql"))
        .run();
    Ok(())
}
