//! The catalogue and what belongs to it, as the SDK's build script hands them to the generator.

#[path = "../../wikijs-sdk/build/surface.rs"]
mod methods;

use std::path::Path;

use wikijs_codegen::{Config, Report, Source, SourceKind, Sources, Surface};

use crate::{Error, Workspace, files};

/// All sources of the build, with `schema` in the place of the schema file.
pub fn sources(workspace: &Workspace, schema: &str) -> Result<Sources, Error> {
    let mut sources = Sources::default();
    sources.add(Source::new(SourceKind::Schema, "wikijs.graphql", schema).under("schema"));
    let folder = workspace.schema_folder();
    for file in files::with_extension(&folder, "graphql")? {
        if let Some(kind) = kind(&file.name) {
            sources.add(Source::new(kind, file.name, file.bytes).under("schema"));
        }
    }
    for file in files::with_extension(&workspace.queries(), "graphql")? {
        sources.add(Source::new(SourceKind::Query, file.name, file.bytes).under("queries"));
    }
    Ok(sources)
}

/// What the generator has against them; empty if nothing.
pub fn problems(workspace: &Workspace, schema: &str) -> Result<String, Error> {
    let report = report(workspace, schema)?;
    Ok(if report.is_empty() {
        String::new()
    } else {
        report.to_string()
    })
}

/// The same as a report.
pub fn report(workspace: &Workspace, schema: &str) -> Result<Report, Error> {
    Ok(wikijs_codegen::check(
        &sources(workspace, schema)?,
        &config(),
    ))
}

/// The surface of the SDK's build.
pub(crate) fn surface() -> Surface {
    Surface::new("crate::Client", "crate::Request")
        .client_methods(methods::CLIENT_METHODS)
        .request_methods(methods::REQUEST_METHODS)
}

/// The strictest that any build of the catalogue asks for.
pub(crate) fn config() -> Config {
    Config::new()
        .surface(surface())
        .shared_selections(true)
        .declared_codes(true)
}

/// What a file in the schema's folder is; none for the schema itself.
fn kind(name: &str) -> Option<SourceKind> {
    match name {
        "wikijs.graphql" => None,
        _ if Path::new(name).starts_with("overlay") => Some(SourceKind::Overlay),
        _ => Some(SourceKind::Directives),
    }
}
