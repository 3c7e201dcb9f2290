//! The parts of any two operations of a kind join to a document that the schema accepts, and so do all at once.

use apollo_compiler::{ExecutableDocument, Schema, validation::Valid};
use wikijs_tests::{CATALOGUE, Entry};
use wikijs_wire::{OperationKind, batch::Plan};

use crate::workspace::root;

fn schema() -> Valid<Schema> {
    let file = root().join("schema/wikijs.graphql");
    let text = std::fs::read_to_string(&file).unwrap();
    Schema::parse_and_validate(text, "wikijs.graphql").unwrap_or_else(|error| panic!("{error}"))
}

fn of(kind: OperationKind) -> Vec<&'static Entry> {
    CATALOGUE
        .iter()
        .filter(|entry| entry.kind == kind)
        .collect()
}

#[track_caller]
fn accept(schema: &Valid<Schema>, document: &str) {
    if let Err(error) = ExecutableDocument::parse_and_validate(schema, document, "joined.graphql") {
        panic!("{}\n{document}", error.errors);
    }
}

#[track_caller]
fn accept_pairs(kind: OperationKind) {
    let (schema, entries) = (schema(), of(kind));
    for (index, one) in entries.iter().enumerate() {
        for other in &entries[index..] {
            let plan = Plan::new(kind, [one.parts, other.parts]);
            accept(&schema, plan.document());
        }
    }
    let all = Plan::new(kind, entries.iter().map(|entry| entry.parts));
    accept(&schema, all.document());
}

#[test]
fn of_any_two_queries() {
    accept_pairs(OperationKind::Query);
}

#[test]
fn of_any_two_mutations() {
    accept_pairs(OperationKind::Mutation);
}

#[test]
fn each_document_alone() {
    let schema = schema();
    for entry in CATALOGUE {
        accept(&schema, entry.document);
    }
}
