//! Compiles the catalogue: the vendored schema and the query files become the modules of `src/catalogue.rs`.

use std::env;
use std::path::{Path, PathBuf};

use wikijs_codegen::{Build, Config};

fn main() {
    let (schema, queries) = (folder("schema"), folder("queries"));
    tell_dependents(&schema, &queries);
    Build::new()
        .schema(schema)
        .queries(queries)
        .config(config())
        .run();
}

fn config() -> Config {
    Config::new()
        .surface("crate::Client", "crate::Request")
        .graphql_client(env::var_os("CARGO_FEATURE_GRAPHQL_CLIENT").is_some())
        .shared_selections(true)
}

/// In a checkout the folder stands beside the crate; in a package, within it. A checkout without symbolic links has a
/// file in place of the link, so that the one beside comes first.
fn folder(name: &str) -> PathBuf {
    let beside = Path::new("..").join(name);
    if beside.is_dir() {
        beside
    } else {
        PathBuf::from(name)
    }
}

/// What a build script of a dependent finds as `DEP_WIKIJS_SDK_SCHEMA` and `DEP_WIKIJS_SDK_QUERIES`: its own queries
/// can then be compiled against the same schema, overlay and fragments.
fn tell_dependents(schema: &Path, queries: &Path) {
    for (key, path) in [("schema", schema), ("queries", queries)] {
        if let Ok(path) = path.canonicalize() {
            println!("cargo::metadata={key}={}", path.display());
        }
    }
}
