//! Whatever the answer to an introspection query holds, the generator answers with code or with a report.
#![no_main]

use libfuzzer_sys::fuzz_target;
use wikijs_codegen::{Config, Source, SourceKind, Sources, compile};

fuzz_target!(|json: &[u8]| {
    let mut sources = Sources::default();
    sources
        .add(Source::new(SourceKind::Schema, "schema.json", json))
        .add(Source::new(SourceKind::Query, "a.graphql", "query A { __typename }"));
    if let Err(report) = compile(&sources, &Config::new()) {
        drop((report.to_string(), report.to_json()));
    }
});
