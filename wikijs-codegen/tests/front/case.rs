//! A case is one file. Lines that begin with `### ` cut it into files: `### schema`, `### overlay`, `### directives`, or
//! the name of a query file. What stands before the first of them is the query file `case.graphql`. Without a schema of
//! its own it is held against `schema.graphql` beside this file, with its overlay. A line `# target: 16` asks for the
//! verdicts of graphql-js 16, `# deprecated: warn` and `# deprecated: deny` for a word on what is deprecated, `# settings: NAME` for
//! a type of one's own of that name.

use std::path::Path;

use wikijs_codegen::config::{Config, Deprecated, Surface, Target};
use wikijs_codegen::diagnostic::Report;
use wikijs_codegen::source::{Source, SourceKind, Sources};

pub(crate) const SCHEMA: &str = include_str!("schema.graphql");
pub(crate) const OVERLAY: &str = include_str!("overlay.graphql");
pub(crate) const DIRECTIVES: &str = include_str!("../../../schema/directives.graphql");

/// What the rules say of a case; `None` where nothing is wrong.
pub(crate) fn report(text: &str) -> Option<Report> {
    check(&sources(text), config_of(text))
}

/// The same for a file; those called `shared_selections` and `codes` are held to the rules of a catalogue.
pub(crate) fn report_of(path: &Path) -> Option<Report> {
    let catalogue = path
        .file_stem()
        .is_some_and(|stem| stem == "shared_selections" || stem == "codes");
    let text = std::fs::read_to_string(path).unwrap();
    let config = config_of(&text)
        .shared_selections(catalogue)
        .declared_codes(catalogue);
    check(&sources(&text), config)
}

/// The same for one query file of any bytes.
pub(crate) fn report_bytes(bytes: &[u8]) -> Option<Report> {
    let mut sources = shared();
    sources.add(Source::new(SourceKind::Query, "case.graphql", bytes));
    check(&sources, config_of(""))
}

fn check(sources: &Sources, config: Config) -> Option<Report> {
    let report = wikijs_codegen::check(sources, &config);
    (!report.is_empty()).then_some(report)
}

fn config_of(text: &str) -> Config {
    let surface =
        Surface::new("Client", "Request").request_methods(&["timeout", "token", "chunk_size"]);
    let asks = |line: &str| text.lines().any(|found| found == line);
    let config = Config::new().surface(surface);
    let config = match asks("# target: 16") {
        true => config.target(Target::GraphqlJs16),
        false => config,
    };
    let config = match text
        .lines()
        .find_map(|line| line.strip_prefix("# settings: "))
    {
        Some(name) => config
            .scalar(name, "crate::Own")
            .own_type(name, "crate::Own"),
        None => config,
    };
    match (asks("# deprecated: warn"), asks("# deprecated: deny")) {
        (true, _) => config.deprecated(Deprecated::Warn),
        (_, true) => config.deprecated(Deprecated::Deny),
        _ => config,
    }
}

fn shared() -> Sources {
    let mut sources = Sources::default();
    sources
        .add(Source::new(SourceKind::Schema, "schema.graphql", SCHEMA))
        .add(Source::new(
            SourceKind::Directives,
            "directives.graphql",
            DIRECTIVES,
        ))
        .add(Source::new(SourceKind::Overlay, "overlay.graphql", OVERLAY));
    sources
}

fn sources(text: &str) -> Sources {
    let parts = parts(text);
    let own_schema = parts.iter().any(|(name, _)| name == "schema");
    let mut sources = if own_schema {
        Sources::default()
    } else {
        shared()
    };
    for (name, text) in parts {
        sources.add(match name.as_str() {
            "schema" => Source::new(SourceKind::Schema, "schema.graphql", text),
            "overlay" => Source::new(SourceKind::Overlay, "overlay.graphql", text),
            "directives" if text.trim().is_empty() => {
                Source::new(SourceKind::Directives, "directives.graphql", DIRECTIVES)
            }
            "directives" => Source::new(SourceKind::Directives, "directives.graphql", text),
            _ => Source::new(SourceKind::Query, name, text).under("queries"),
        });
    }
    sources
}

fn parts(text: &str) -> Vec<(String, String)> {
    let mut parts = vec![("case.graphql".to_owned(), String::new())];
    for line in text.split_inclusive('\n') {
        match line.strip_prefix("### ") {
            Some(name) => parts.push((name.trim().to_owned(), String::new())),
            None => parts.last_mut().unwrap().1.push_str(line),
        }
    }
    parts.retain(|(name, text)| name != "case.graphql" || !text.trim().is_empty());
    parts
}
