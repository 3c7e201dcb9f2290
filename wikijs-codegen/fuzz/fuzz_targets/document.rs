//! Whatever a query file holds, the generator answers with code or with a report that can be shown, and what it accepts
//! is accepted again in the form in which it is sent.
#![no_main]

use libfuzzer_sys::fuzz_target;
use wikijs_codegen::{Config, Source, SourceKind, Sources, compile};

const SCHEMA: &str = include_str!("../../tests/cases/verdicts/schema.graphql");

fuzz_target!(|document: &[u8]| {
    match compile(&sources(document), &Config::new()) {
        Err(report) => drop((report.to_string(), report.to_json())),
        Ok(generated) => generated
            .operations
            .iter()
            .for_each(|operation| assert_again(&operation.document)),
    }
});

fn assert_again(document: &str) {
    let again = compile(&sources(document.as_bytes()), &Config::new());
    let report = again.err().map(|report| report.to_string());
    assert_eq!(report, None, "{document}");
}

fn sources(document: &[u8]) -> Sources {
    let mut sources = Sources::default();
    sources
        .add(Source::new(SourceKind::Schema, "schema.graphql", SCHEMA))
        .add(Source::new(SourceKind::Query, "a.graphql", document));
    sources
}
