//! The index of what is known of the settings: everything that it names is there, and asks for the field it is named for.

use std::fs;
use std::path::Path;

use crate::exchanges::{folder, names_in};

/// A line of the index.
struct Fact<'a> {
    field: &'a str,
    shown: &'a str,
}

fn facts(index: &str) -> Vec<Fact<'_>> {
    let lines = index
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    let parts = lines.map(|line| line.split(" | ").collect::<Vec<_>>());
    parts
        .map(|parts| match parts.as_slice() {
            [field, _, shown] => Fact { field, shown },
            other => panic!("a field, what is known and where it is shown: {other:?}"),
        })
        .collect()
}

fn index() -> String {
    let file = folder("quirks").with_file_name("settings.txt");
    fs::read_to_string(file).expect("the index")
}

/// The texts of all tests of the suite.
fn suite() -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite");
    let files = fs::read_dir(folder).expect("the suite");
    let texts = files.map(|file| fs::read_to_string(file.expect("a file").path()).expect("text"));
    texts.collect()
}

fn case(name: &str) -> Option<String> {
    let files = ["quirks", "sessions"].map(|kind| folder(kind).join(format!("{name}.case")));
    files.iter().find_map(|file| fs::read_to_string(file).ok())
}

#[test]
fn every_fact_of_the_settings_is_shown_by_what_the_index_names() {
    let (index, suite) = (index(), suite());
    for Fact { field, shown } in facts(&index) {
        if shown == "not simulated" {
            continue;
        }
        if let Some(name) = shown.strip_prefix("test ") {
            assert!(
                suite.contains(&format!("fn {name}()")),
                "{field}: no test {name}"
            );
            continue;
        }
        let asked = field.rsplit('.').next().unwrap_or_default();
        for name in shown.split(' ') {
            let text = case(name).unwrap_or_else(|| panic!("{field}: no case {name}"));
            assert!(
                field == "all" || text.contains(asked),
                "{name} does not ask for {field}"
            );
        }
    }
}

// A quirk of the settings that nobody listed would be a fact that the index lacks.
#[test]
fn every_mutation_of_the_settings_is_in_the_index() {
    let index = index();
    let facts = facts(&index);
    let namespaces = [
        "analytics",
        "localization",
        "logging",
        "mail",
        "navigation",
        "rendering",
        "search",
        "site",
        "storage",
        "system",
        "theming",
    ];
    for name in names_in("quirks") {
        let text = case(&name).unwrap_or_default();
        let starts = namespaces.map(|namespace| (namespace, format!("{{{namespace}{{")));
        let lines = text.lines().filter(|line| line.starts_with("ask mutation"));
        for line in lines {
            let asked = starts.iter().find_map(|(namespace, start)| {
                let (_, rest) = line.split_once(start.as_str())?;
                let field = rest.split(['(', '{']).next()?;
                Some(format!("{namespace}.{field}"))
            });
            let Some(asked) = asked else { continue };
            assert!(
                facts.iter().any(|fact| fact.field == asked),
                "{name} shows {asked}"
            );
        }
    }
}
