//! The catalogue as it stands fits the schema as it stands.

use std::fs;

use std::path::Path;

use xtask::check::{self, Options};
use xtask::{Error, Workspace, catalogue};

fn options(folder: &Path, query: &str) -> Options {
    fs::write(
        folder.join("schema.graphql"),
        "type Query { version: String }",
    )
    .unwrap();
    fs::write(folder.join("own.graphql"), query).unwrap();
    Options {
        schema: Some(folder.join("schema.graphql")),
        files: vec![folder.join("own.graphql")],
        ..Options::default()
    }
}

#[test]
fn files_of_ones_own() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = Workspace::of_this_build();
    check::run(&workspace, &options(folder.path(), "query A { version }")).unwrap();
    let wrong = check::run(&workspace, &options(folder.path(), "query A { versoin }"));
    let Err(Error::Refused { report }) = wrong else {
        panic!("{wrong:?}");
    };
    assert!(report.contains("own.graphql:1:11"), "{report}");
}

#[test]
fn schema_overlay_and_catalogue_fit_together() {
    let workspace = Workspace::of_this_build();
    let schema = fs::read_to_string(workspace.schema()).unwrap();
    let problems = catalogue::problems(&workspace, &schema).unwrap();
    assert!(problems.is_empty(), "{problems}");
}
