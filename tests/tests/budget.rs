//! What a user of the SDK builds: at most so many crates, never a second TLS stack, nothing that wants a newer rustc
//! than we promise.

use std::{
    collections::{BTreeMap, BTreeSet},
    process::Command,
};

use serde_json::Value;

use crate::workspace::cargo_output;

const CRATES: usize = 130;

/// What features of the SDK that bring dependencies may add to them: as counted on Linux, and one or two more.
const CRATES_OF_FEATURES: [(&str, usize); 4] = [
    ("redis", 11),
    ("keyring", 4),
    ("token-store", 4),
    ("lock-file", 4),
];

const NEVER: [&str; 5] = [
    "aws-lc-rs",
    "aws-lc-sys",
    "openssl",
    "openssl-sys",
    "native-tls",
];

/// Comparators of the benchmarks and oracles of the tests: never among what users build.
const TESTS_ONLY: [&str; 5] = [
    "graphql_query_derive",
    "graphql_client_codegen",
    "cynic",
    "apollo-compiler",
    "syn",
];

/// The crates of a package on this system, over normal and build edges.
fn crates_of(package: &str) -> BTreeSet<String> {
    crates_with(package, "")
}

/// The same with further features.
fn crates_with(package: &str, features: &str) -> BTreeSet<String> {
    let tree = cargo_output(&[
        "tree",
        "--package",
        package,
        "--features",
        features,
        "--edges",
        "normal,build",
        "--prefix",
        "none",
    ]);
    tree.lines()
        .filter_map(|line| {
            let mut words = line.split_whitespace();
            Some(format!("{} {}", words.next()?, words.next()?))
        })
        .collect()
}

fn names_of(package: &str) -> BTreeSet<String> {
    crates_of(package)
        .iter()
        .filter_map(|line| line.split(' ').next().map(str::to_owned))
        .collect()
}

#[test]
fn the_sdk_is_made_of_at_most_130_crates() {
    let crates = crates_of("wikijs-sdk");
    assert!(
        crates.len() <= CRATES,
        "{} crates, {CRATES} are the budget:\n{}",
        crates.len(),
        crates.into_iter().collect::<Vec<_>>().join("\n")
    );
}

#[test]
fn a_feature_costs_few_crates_and_brings_no_tls_of_its_own() {
    let without = crates_of("wikijs-sdk");
    for (feature, budget) in CRATES_OF_FEATURES {
        let with = crates_with("wikijs-sdk", feature);
        let more: Vec<_> = with.difference(&without).collect();
        // None would say that the feature is another's by now.
        assert!(
            (1..=budget).contains(&more.len()),
            "{feature} adds {} crates, {budget} are the budget:\n{more:#?}",
            more.len()
        );
        let tls = |line: &&&String| NEVER.contains(&line.split(' ').next().unwrap_or_default());
        assert_eq!(more.iter().filter(tls).count(), 0, "{more:#?}");
    }
}

#[test]
fn no_second_tls_stack_and_no_comparator_is_built_by_users() {
    for package in ["wikijs-sdk", "wikijs-wire", "wikijs-codegen"] {
        let names = names_of(package);
        let found: Vec<_> = NEVER.iter().filter(|name| names.contains(**name)).collect();
        assert!(found.is_empty(), "{package} builds {found:?}");
    }
    for package in ["wikijs-codegen", "wikijs-wire"] {
        let names = names_of(package);
        let found: Vec<_> = TESTS_ONLY
            .iter()
            .filter(|name| names.contains(**name))
            .collect();
        assert!(
            found.is_empty() || (package == "wikijs-wire" && found == [&"syn"]),
            "{package} builds {found:?}"
        );
    }
}

#[test]
fn no_dependency_wants_a_newer_rustc_than_we_promise() {
    let metadata: Value = serde_json::from_str(&cargo_output(&[
        "metadata",
        "--format-version",
        "1",
        "--filter-platform",
        &host(),
    ]))
    .unwrap();
    let packages = packages_of(&metadata);
    for package in [
        "wikijs-sdk",
        "wikijs-wire",
        "wikijs-codegen",
        "wikijs-sandbox",
    ] {
        let ours = version(
            packages[&id_of(&metadata, package)]["rust_version"]
                .as_str()
                .unwrap(),
        );
        for id in needed(&metadata, &id_of(&metadata, package)) {
            let Some(wanted) = packages[&id]["rust_version"].as_str() else {
                continue;
            };
            assert!(
                version(wanted) <= ours,
                "{id} wants rustc {wanted}, {package} promises {ours:?}"
            );
        }
    }
}

/// The system that the tests run on: dependencies of others may not be on this machine.
fn host() -> String {
    let output = Command::new("rustc").arg("-vV").output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines()
        .find_map(|line| line.strip_prefix("host: "))
        .unwrap()
        .to_owned()
}

fn packages_of(metadata: &Value) -> BTreeMap<String, &Value> {
    let packages = metadata["packages"].as_array().unwrap();
    packages
        .iter()
        .map(|package| (text(&package["id"]), package))
        .collect()
}

fn id_of(metadata: &Value, name: &str) -> String {
    let packages = metadata["packages"].as_array().unwrap();
    text(
        &packages
            .iter()
            .find(|package| package["name"] == name)
            .unwrap()["id"],
    )
}

/// All that a package needs over normal and build edges.
fn needed(metadata: &Value, package: &str) -> BTreeSet<String> {
    let nodes: BTreeMap<_, _> = metadata["resolve"]["nodes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|node| (text(&node["id"]), node))
        .collect();
    let mut seen = BTreeSet::new();
    let mut next = vec![package.to_owned()];
    while let Some(id) = next.pop() {
        if seen.insert(id.clone()) {
            let dependencies = nodes[&id]["deps"].as_array().unwrap();
            next.extend(
                dependencies
                    .iter()
                    .filter(|edge| is_shipped(edge))
                    .map(|edge| text(&edge["pkg"])),
            );
        }
    }
    seen
}

fn is_shipped(edge: &Value) -> bool {
    edge["dep_kinds"]
        .as_array()
        .unwrap()
        .iter()
        .any(|kind| kind["kind"] != "dev")
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

fn version(text: &str) -> Vec<u32> {
    let mut parts: Vec<_> = text.split('.').map(|part| part.parse().unwrap()).collect();
    parts.resize(3, 0);
    parts
}
