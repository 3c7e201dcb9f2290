//! What is compiled, and with which settings.

use std::path::Path;

use wikijs_codegen::{Build, BuildError, Config, SourceKind, Sources, Surface};

use crate::surface::{CLIENT_METHODS, REQUEST_METHODS};

/// The settings of the SDK's own build, so that paths and names are its.
pub(crate) fn sdk_config() -> Config {
    Config::default()
        .surface(
            Surface::new("crate::Client", "crate::Request")
                .client_methods(CLIENT_METHODS)
                .request_methods(REQUEST_METHODS),
        )
        .shared_selections(true)
        .declared_codes(true)
}

/// The settings of a user's build.
pub(crate) fn plain_config() -> Config {
    Config::default().docs(false).graphql_client(false)
}

/// The schema with the query files of a folder. Cargo is told to watch the folder and all in it.
pub(crate) fn with_queries(schema: &Path, queries: &Path) -> Result<Sources, BuildError> {
    println!("cargo::rerun-if-changed={}", schema.display());
    println!("cargo::rerun-if-changed={}", queries.display());
    Build::new().schema(schema).queries(queries).sources()
}

/// Without the refusal of fields that never work: some recordings show that they do not.
pub(crate) fn lenient(mut sources: Sources) -> Sources {
    for source in sources
        .files
        .iter_mut()
        .filter(|source| source.kind == SourceKind::Overlay)
    {
        source.bytes = String::from_utf8_lossy(&source.bytes)
            .replace("never: true", "never: false")
            .into();
    }
    sources
}
