//! What is refused, and the text that a person gets: `cases/err/NAME.graphql`, with the text in `NAME.snap` beside it.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use insta::{Settings, assert_snapshot, glob};

use crate::case::{report, report_of};

#[test]
fn every_mistake_is_told() {
    let mut settings = Settings::clone_current();
    settings.set_snapshot_path("../cases/err");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        glob!("../cases/err", "*.graphql", |path| {
            let report =
                report_of(path).unwrap_or_else(|| panic!("{} is accepted", path.display()));
            assert_snapshot!("told", report);
        });
    });
}

#[test]
fn reports_are_json_too() {
    let report = report("query A { versoin }\n### b.graphql\nquery A { version }\n### schema\ntype Query { version: String }").unwrap();
    let json: serde_json::Value = serde_json::from_str(&report.to_json()).unwrap();
    insta::assert_json_snapshot!(json);
    let report = report_of(Path::new("tests/cases/err/in_parts.graphql")).unwrap();
    let json: serde_json::Value = serde_json::from_str(&report.to_json()).unwrap();
    assert_eq!(json[1]["places"][0]["endColumn"], 47);
}

/// Names of rules: `const RULE: &str = "unknown-field";`.
fn rules(folder: &Path) -> BTreeSet<String> {
    let mut rules = BTreeSet::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rules.extend(self::rules(&path));
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        let lines = text
            .lines()
            .filter(|line| line.contains("const ") && line.contains(": &str = \""));
        rules.extend(lines.filter_map(|line| Some(line.split('"').nth(1)?.to_owned())));
    }
    rules
}

#[test]
fn every_rule_has_a_case() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut rules = rules(&root.join("src/check"));
    rules.append(&mut self::rules(&root.join("src/schema/rules")));
    let told: String = fs::read_dir(root.join("tests/cases/err"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "snap"))
        .map(|path| fs::read_to_string(path).unwrap())
        .collect();
    assert!(rules.len() > 40, "{rules:?}");
    for rule in &rules {
        assert!(
            told.contains(&format!("[{rule}]: ")),
            "no case breaks `{rule}`"
        );
    }
}
