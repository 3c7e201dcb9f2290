//! Compiles the catalogue: the vendored schema and the query files become the modules of `src/catalogue.rs`.

#[path = "build/surface.rs"]
mod surface;

use std::path::{Path, PathBuf};
use std::{env, fs, io};

use wikijs_codegen::{Build, Config, Generated, Surface};

fn main() -> io::Result<()> {
    let (schema, queries) = (folder("schema"), folder("queries"));
    tell_dependents(&schema, &queries);
    let generated = Build::new()
        .schema(schema)
        .queries(queries)
        .config(config())
        .publish("::wikijs_sdk", "::wikijs_sdk::generated")
        .run_and_return();
    write_fields(&generated)
}

/// The fields that the catalogue calls, sorted, as an expression: what the name of a field in the settings is held
/// against (`src/layers/lower/limit/fields.rs`).
fn write_fields(generated: &Generated) -> io::Result<()> {
    let facts = generated
        .operations
        .iter()
        .map(|operation| &operation.facts);
    let mut fields: Vec<_> = facts.flat_map(|facts| facts.field.split(", ")).collect();
    fields.sort_unstable();
    fields.dedup();
    let text = format!("&{fields:?}\n");
    let path = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("fields.rs");
    match fs::read(&path) {
        // Cargo compiles nothing again where the file keeps its time.
        Ok(old) if old == text.as_bytes() => Ok(()),
        _ => fs::write(path, text),
    }
}

fn config() -> Config {
    Config::new()
        .surface(
            Surface::new("crate::Client", "crate::Request")
                .client_methods(surface::CLIENT_METHODS)
                .request_methods(surface::REQUEST_METHODS),
        )
        .answers(env::var_os("CARGO_FEATURE_ANSWERS").is_some())
        .graphql_client(env::var_os("CARGO_FEATURE_GRAPHQL_CLIENT").is_some())
        .shared_selections(true)
        .declared_codes(true)
}

/// In a package the folder is within the crate. In a checkout it stands beside it, and within is a symbolic link, or a
/// file in its place where there are no symbolic links.
fn folder(name: &str) -> PathBuf {
    let within = Path::new(name);
    if within.is_dir() && !within.is_symlink() {
        within.to_owned()
    } else {
        Path::new("..").join(name)
    }
}

/// What a build script of a dependent finds as `DEP_WIKIJS_SDK_SCHEMA` and `DEP_WIKIJS_SDK_QUERIES`: its own queries
/// can then be compiled against the same schema, overlay and fragments.
fn tell_dependents(schema: &Path, queries: &Path) {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    for (key, path) in [("schema", schema), ("queries", queries)] {
        println!("cargo::metadata={key}={}", root.join(path).display());
    }
}
