//! Each operation of `queries/` as a snapshot: the document that is sent, its variables as JSON, the Rust that stands for
//! it. A new file gets its snapshot without a line of Rust. What operations share is one snapshot more.
//!
//! `INSTA_UPDATE=always cargo test -p wikijs-tests catalogue` writes what changed; look before you commit it.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use wikijs_codegen::{
    FILE, Generated, SourceKind, Sources,
    check::Model,
    compile,
    document::{Operation, Selection},
};
use wikijs_tests::{CALLS, CATALOGUE};

use crate::workspace::{catalogue_sources, root, sdk_config, snapshots};

fn generated(sources: &Sources) -> Generated {
    compile(sources, &sdk_config()).unwrap_or_else(|report| panic!("{report}"))
}

/// The schema, all fragments, and the operations of one file alone.
fn alone(all: &Sources, name: &str) -> Sources {
    let is_wanted = |file: &&wikijs_codegen::Source| {
        file.kind != SourceKind::Query
            || file.name == name
            || file.name.ends_with("fragments.graphql")
    };
    Sources {
        files: all.files.iter().filter(is_wanted).cloned().collect(),
    }
}

#[test]
fn every_operation() {
    let all = catalogue_sources();
    let documents: BTreeMap<_, _> = generated(&all)
        .operations
        .into_iter()
        .map(|operation| (operation.name, operation.document))
        .collect();
    snapshots("catalogue").bind(|| {
        insta::glob!("../../queries", "*/*.graphql", |path| {
            let name = file_name(path);
            let alone = generated(&alone(&all, &name));
            for operation in &alone.operations {
                assert_eq!(
                    operation.document, documents[&operation.name],
                    "the same alone as among all"
                );
                let shown = shown(&operation.name, &operation.document, &module(&alone, &name));
                insta::assert_snapshot!("operation", shown);
            }
        });
    });
}

/// `pages/single.graphql`.
fn file_name(path: &Path) -> String {
    let folder = fs::canonicalize(root().join("queries")).unwrap();
    crate::workspace::shown(&fs::canonicalize(path).unwrap(), &folder)
}

fn shown(name: &str, document: &str, rust: &str) -> String {
    let call = CALLS.iter().find(|call| call.name == name).unwrap();
    format!("{document}\n\n{}\n\n{rust}", (call.variables)())
}

/// The module of the file's folder.
fn module(generated: &Generated, name: &str) -> String {
    let text = &generated.files[FILE];
    let module = format!("pub mod {} {{\n", name.split('/').next().unwrap());
    let start = text.find(&module).unwrap();
    let length = text[start..].find("\n}\n").unwrap();
    text[start..start + length + 2].to_owned()
}

#[test]
fn what_operations_share() {
    let generated = generated(&catalogue_sources());
    snapshots("catalogue").bind(|| insta::assert_snapshot!("types", module(&generated, "types/")));
}

#[test]
fn the_sdk_was_built_from_these_files() {
    let generated = generated(&catalogue_sources());
    let documents: Vec<_> = generated
        .operations
        .iter()
        .map(|operation| operation.document.as_str())
        .collect();
    let built: Vec<_> = CATALOGUE.iter().map(|entry| entry.document).collect();
    assert_eq!(built, documents);
}

#[test]
fn generating_twice_gives_the_same() {
    let sources = catalogue_sources();
    assert_eq!(generated(&sources), generated(&sources));
}

#[test]
fn variables_are_sent_as_they_were_given() {
    for call in CALLS {
        let sent: serde_json::Value = serde_json::from_str(&(call.variables)()).unwrap();
        let given: serde_json::Value = serde_json::from_str(call.given).unwrap();
        assert_eq!(sent, given, "{} in {}", call.name, call.case);
    }
}

#[test]
fn no_snapshot_is_left_of_what_is_gone() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots/catalogue");
    let there = crate::workspace::files(&folder, "snap");
    for snapshot in there {
        let name = snapshot.file_name().unwrap().to_string_lossy().into_owned();
        let Some(rest) = name.split("operation@").nth(1) else {
            continue;
        };
        let file = rest.trim_end_matches(".snap").replacen("__", "/", 1);
        assert!(
            root().join("queries").join(&file).is_file(),
            "{name} is of no query file"
        );
    }
}

/// `PageQuery.single` for what an operation asks below its namespaces, or at the root for a subscription.
pub(crate) fn leaf_coordinates(model: &Model, operation: &Operation) -> Vec<String> {
    let is_subscription = Some(&operation.selection.on) == model.schema.subscription.as_ref();
    let mut found = Vec::new();
    for item in &operation.selection.items {
        let Selection::Field(field) = item else {
            continue;
        };
        match &field.selection {
            Some(below) if !is_subscription => {
                found.extend(below.items.iter().filter_map(coordinate))
            }
            _ => found.extend(coordinate(item)),
        }
    }
    found
}

fn coordinate(item: &Selection) -> Option<String> {
    match item {
        Selection::Field(field) => Some(format!("{}.{}", field.parent, field.name)),
        _ => None,
    }
}
