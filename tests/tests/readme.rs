//! What the README shows is what is tested: its commands exist, its links lead somewhere. Its Rust is quoted from an
//! example: `xtask/tests/it/docs.rs` holds the quotes, `examples` runs what they are from.

use std::{collections::BTreeSet, fs};

use crate::workspace::{cargo_output, root};

fn readme() -> String {
    fs::read_to_string(root().join("README.md")).unwrap()
}

/// The fenced blocks of a language.
fn blocks(text: &str, language: &str) -> Vec<String> {
    text.split(&format!("```{language}\n"))
        .skip(1)
        .filter_map(|rest| rest.split("\n```").next().map(str::to_owned))
        .collect()
}

#[test]
fn its_commands_are_those_that_exist() {
    let commands: BTreeSet<_> = blocks(&readme(), "console")
        .iter()
        .flat_map(|block| block.lines().map(str::to_owned).collect::<Vec<_>>())
        .filter_map(|line| line.strip_prefix("$ ").map(str::to_owned))
        .collect();
    let tested = [
        "cargo run -p wikijs-sdk --example quickstart",
        "cargo xtask test",
    ];
    assert_eq!(
        commands,
        tested.map(str::to_owned).into(),
        "a new command wants a test"
    );
    assert!(root().join("wikijs-sdk/examples/quickstart.rs").is_file());
    assert!(
        cargo_output(&["xtask", "--help"])
            .lines()
            .any(|line| line.trim_start().starts_with("test "))
    );
}

#[test]
fn its_links_lead_somewhere() {
    for page in ["README.md", "CONTRIBUTING.md", "ARCHITECTURE.md"] {
        let text = fs::read_to_string(root().join(page)).unwrap();
        for target in text
            .split("](")
            .skip(1)
            .filter_map(|rest| rest.split(')').next())
        {
            let file = target.split('#').next().unwrap_or_default();
            let is_local = !file.is_empty() && !file.contains("://");
            assert!(
                !is_local || root().join(file).exists(),
                "{page} links to {file}, which is not there"
            );
        }
    }
}
