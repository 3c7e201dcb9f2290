//! Compiles `queries/` against the schema, the overlay and the directives that travel with the SDK.

use std::env::{VarError, var};

fn main() -> Result<(), VarError> {
    wikijs_codegen::build(var("DEP_WIKIJS_SDK_SCHEMA")?, "queries");
    Ok(())
}
