//! The workspace is tidy.

use xtask::{Workspace, tidy};

#[test]
fn nothing_to_find() {
    let findings = tidy::findings(&Workspace::of_this_build()).unwrap();
    let lines: Vec<String> = findings.iter().map(ToString::to_string).collect();
    assert!(
        lines.is_empty(),
        "run `cargo xtask tidy`:\n{}",
        lines.join("\n")
    );
}
