//! Verdicts of graphql-js: `cases/verdicts/*.verdicts`, which `cargo xtask verdicts` writes. The generator accepts what
//! graphql-js accepts, and refuses what it refuses; each difference stands in `disagreements.txt` with its reason.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use wikijs_codegen::check::model;
use wikijs_codegen::config::{Config, Target};
use wikijs_codegen::source::{Source, SourceKind, Sources};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases/verdicts");
const TARGETS: [(&str, Target); 2] = [("15", Target::GraphqlJs15), ("16", Target::GraphqlJs16)];

/// What each version says of a case; no messages where it is accepted.
struct Case {
    text: String,
    is_sdl: bool,
    told: BTreeMap<&'static str, Vec<String>>,
}

fn files(ending: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(FOLDER).unwrap();
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|found| found == ending))
        .filter(|path| !path.ends_with("disagreements.txt"))
        .collect();
    files.sort();
    files
}

fn cases(path: &Path) -> Vec<Case> {
    let is_sdl = path
        .file_name()
        .unwrap()
        .to_string_lossy()
        .starts_with("sdl_");
    let text = fs::read_to_string(path).unwrap();
    text.lines()
        .map(|line| {
            let line: Value = serde_json::from_str(line).unwrap();
            let told = TARGETS.map(|(version, _)| {
                let messages = line[version].as_array().unwrap().iter();
                (
                    version,
                    messages
                        .map(|message| message.as_str().unwrap().to_owned())
                        .collect(),
                )
            });
            Case {
                text: line["case"].as_str().unwrap().to_owned(),
                is_sdl,
                told: told.into(),
            }
        })
        .collect()
}

/// What the generator says.
fn ours(case: &Case, target: Target) -> Option<String> {
    let shared = fs::read_to_string(Path::new(FOLDER).join("schema.graphql")).unwrap();
    let (schema, document) = match case.text.split_once(" ||| ") {
        _ if case.is_sdl => (case.text.clone(), None),
        Some((schema, document)) => (schema.to_owned(), Some(document)),
        None => (shared, Some(case.text.as_str())),
    };
    let mut sources = Sources::default();
    sources.add(Source::new(SourceKind::Schema, "schema.graphql", schema));
    if let Some(document) = document {
        sources.add(Source::new(SourceKind::Query, "case.graphql", document));
    }
    let report = model(&sources, &Config::new().target(target)).err();
    report.map(|report| report.to_string())
}

/// The differences that are known: version and case, each with its reason.
fn known() -> BTreeMap<(String, String), String> {
    let text = fs::read_to_string(Path::new(FOLDER).join("disagreements.txt")).unwrap();
    let mut known = BTreeMap::new();
    let mut reason = String::new();
    for line in text.lines().filter(|line| !line.is_empty()) {
        match line.split_once(": ") {
            Some((versions @ ("15" | "16" | "15 16"), case)) => {
                for version in versions.split(' ') {
                    known.insert((version.to_owned(), case.to_owned()), reason.clone());
                }
            }
            _ => reason = line.to_owned(),
        }
    }
    known
}

#[test]
fn verdicts_are_those_of_graphql_js() {
    let mut known = known();
    let mut wrong = String::new();
    for case in files("verdicts").iter().flat_map(|path| cases(path)) {
        for (version, target) in TARGETS {
            let (theirs, ours) = (&case.told[version], ours(&case, target));
            let reason = known.remove(&(version.to_owned(), case.text.clone()));
            let agree = theirs.is_empty() == ours.is_none();
            match (agree, reason) {
                (true, None) | (false, Some(_)) => {}
                (true, Some(_)) => {
                    wrong += &format!("{version}: {}\n  listed, and agrees\n", case.text)
                }
                (false, None) => {
                    let ours = ours.unwrap_or_else(|| "accepted".to_owned());
                    wrong += &format!(
                        "{version}: {}\n  theirs: {theirs:?}\n  ours: {ours}\n",
                        case.text
                    );
                }
            }
        }
    }
    for (version, case) in known.keys() {
        wrong += &format!("{version}: {case}\n  listed, and there is no such case\n");
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn every_rule_has_ten_cases_and_all_are_judged() {
    for path in files("txt") {
        let text = fs::read_to_string(&path).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        let judged = cases(&path.with_extension("verdicts"));
        let judged: Vec<&str> = judged.iter().map(|case| case.text.as_str()).collect();
        let shown = path.display();
        assert_eq!(
            lines, judged,
            "{shown} has changed: run `cargo xtask verdicts`"
        );
        assert!(lines.len() >= 10, "{shown} has {} cases", lines.len());
        let different: BTreeSet<&str> = lines.iter().copied().collect();
        assert_eq!(different.len(), lines.len(), "{shown} has a case twice");
    }
}

/// How many cases each rule has that graphql-js accepts and refuses, as a table: `-- rule_by_rule --nocapture`.
#[test]
fn rule_by_rule() {
    let mut table = String::from("rule                                accepted  refused\n");
    let (mut all, mut lopsided) = (0, Vec::new());
    for path in files("verdicts") {
        let cases = cases(&path);
        let rule = path.file_stem().unwrap().to_string_lossy().into_owned();
        let refused = |case: &&Case| {
            TARGETS
                .iter()
                .any(|(version, _)| !case.told[version].is_empty())
        };
        let refused = cases.iter().filter(refused).count();
        let accepted = |case: &&Case| {
            TARGETS
                .iter()
                .any(|(version, _)| case.told[version].is_empty())
        };
        let accepted = cases.iter().filter(accepted).count();
        table += &format!("{rule:36}{accepted:8}{refused:9}\n");
        assert!(cases.len() >= 10, "{rule} has {} cases", cases.len());
        all += cases.len();
        if accepted == 0 || refused == 0 {
            lopsided.push(rule);
        }
    }
    println!("{table}{all} cases");
    // graphql-js does not look at the defaults of a schema.
    assert_eq!(lopsided, ["sdl_defaults"], "{table}");
}
