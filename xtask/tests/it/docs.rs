//! The pages are up to date with what they quote and tell of.

use xtask::{Workspace, docs};

#[test]
fn the_pages_are_up_to_date() {
    let findings = docs::findings(&Workspace::of_this_build()).unwrap();
    let lines: Vec<String> = findings.iter().map(ToString::to_string).collect();
    assert!(
        lines.is_empty(),
        "run `cargo xtask docs`:\n{}",
        lines.join("\n")
    );
}
