//! Whatever a schema and its overlay hold, the generator answers with code or with a report that can be shown.
#![no_main]

use libfuzzer_sys::fuzz_target;
use wikijs_codegen::config::Target;
use wikijs_codegen::{Config, Source, SourceKind, Sources, compile};

const DIRECTIVES: &str = include_str!("../../../schema/directives.graphql");

fuzz_target!(|input: (Vec<u8>, Vec<u8>, bool)| {
    let (schema, overlay, newer) = input;
    let mut sources = Sources::default();
    sources
        .add(Source::new(SourceKind::Schema, "schema.graphql", schema))
        .add(Source::new(SourceKind::Directives, "directives.graphql", DIRECTIVES))
        .add(Source::new(SourceKind::Overlay, "overlay.graphql", overlay))
        .add(Source::new(SourceKind::Query, "a.graphql", "query A { __typename }"));
    let target = if newer { Target::GraphqlJs16 } else { Target::GraphqlJs15 };
    if let Err(report) = compile(&sources, &Config::new().target(target)) {
        drop((report.to_string(), report.to_json()));
    }
});
