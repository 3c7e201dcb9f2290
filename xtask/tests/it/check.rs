//! The catalogue as it stands fits the schema as it stands.

use std::fs;

use xtask::{Workspace, catalogue};

#[test]
fn schema_overlay_and_catalogue_fit_together() {
    let workspace = Workspace::of_this_build();
    let schema = fs::read_to_string(workspace.schema()).unwrap();
    let problems = catalogue::problems(&workspace, &schema).unwrap();
    assert!(problems.is_empty(), "{problems}");
}
