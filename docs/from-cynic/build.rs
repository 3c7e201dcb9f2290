//! Registers the schema that travels with the SDK for cynic, and compiles `queries/` against it.

use std::env::var;
use std::error::Error;
use std::path::PathBuf;

use wikijs_codegen::Build;

fn main() -> Result<(), Box<dyn Error>> {
    // docs: cynic
    let schema = PathBuf::from(var("DEP_WIKIJS_SDK_SCHEMA")?);
    cynic_codegen::register_schema("wikijs")
        .from_sdl_file(schema.join("wikijs.graphql"))?
        .as_default()?;
    // docs: end
    // docs: build
    Build::new()
        .dependency("wikijs-sdk")
        .queries("queries")
        .run();
    // docs: end
    Ok(())
}
