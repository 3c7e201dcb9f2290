//! docs/rules.md: the generator's rules, from the headers of their files and what the tests have the build say.
//!
//! A rule's file opens with what it is (a section of the specification, or `Ours`), then `Bad:` and `Good:` documents.
//! The names of its diagnostics are constants in it; an example of each is the first one in the snapshots of
//! `wikijs-codegen/tests/cases`.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    Error, Workspace,
    files::{self, File},
};

const CODEGEN: &str = "wikijs-codegen";
const BAD: &str = "Bad:";
const GOOD: &str = "Good:";

const HEAD: &str = "\
<!-- Written by `cargo xtask docs` from wikijs-codegen/src; change the rules, not this. -->

# What the generator refuses

Schema, overlay and query files are checked as a whole: one build tells all that is wrong with them. Each message has
the name of its rule in brackets. Sections are those of the GraphQL specification of October 2021, read as the server's
graphql-js 15.3 reads it; what is called ours is a rule of this generator.

How a build is set up: [codegen.md](codegen.md).
";

/// A rule as its file tells it.
struct Rule {
    title: String,
    text: String,
    bad: String,
    good: String,
    names: Vec<String>,
}

/// The text of the page.
pub(super) fn page(workspace: &Workspace) -> Result<String, Error> {
    let package = workspace.root().join(CODEGEN);
    let sources = files::with_extension(&package.join("src"), "rs")?;
    let said = said(&files::with_extension(&package.join("tests"), "snap")?);
    let mut untold: BTreeSet<&str> = said.keys().map(String::as_str).collect();
    let mut page = HEAD.to_owned();
    for (heading, folder) in [
        ("Of documents", "check/rules/"),
        ("Of schemas and overlays", "schema/rules/"),
    ] {
        page.push_str(&format!("\n## {heading}\n"));
        for rule in rules(&sources, folder, &said) {
            rule.names
                .iter()
                .for_each(|name| _ = untold.remove(name.as_str()));
            page.push_str(&rule.section(&said));
        }
    }
    page.push_str("\n## Of texts, values and names\n\nWhat is no GraphQL at all, what does not fit its type, and names that Rust cannot have.\n");
    for name in untold {
        page.push_str(&example(name, &said));
    }
    Ok(page)
}

fn rules(sources: &[File], folder: &str, said: &BTreeMap<String, String>) -> Vec<Rule> {
    let files = sources.iter().filter_map(|file| {
        let stem = file.name.strip_prefix(folder)?.strip_suffix(".rs")?;
        Rule::read(stem, &String::from_utf8_lossy(&file.bytes), said)
    });
    files.collect()
}

impl Rule {
    /// `None` for a file that is no rule: it has no bad and good document.
    fn read(stem: &str, source: &str, said: &BTreeMap<String, String>) -> Option<Self> {
        let header: Vec<&str> = source
            .lines()
            .map_while(|line| line.strip_prefix("//!"))
            .map(|line| line.strip_prefix(' ').unwrap_or(line))
            .collect();
        let header = header.join("\n");
        let (text, rest) = header.split_once(BAD)?;
        let (bad, good) = rest.split_once(GOOD)?;
        Some(Self {
            title: title(stem),
            text: text.trim().to_owned(),
            bad: flowing(bad),
            good: flowing(good),
            names: names(source, said),
        })
    }

    fn section(&self, said: &BTreeMap<String, String>) -> String {
        let Self {
            title,
            text,
            bad,
            good,
            ..
        } = self;
        let mut section = format!("\n### {title}\n\n{text}\n\n- Bad: {bad}\n- Good: {good}\n");
        self.names
            .iter()
            .for_each(|name| section.push_str(&example(name, said)));
        section
    }
}

fn title(stem: &str) -> String {
    let words = stem.replace('_', " ");
    let mut letters = words.chars();
    letters
        .next()
        .map(|first| format!("{}{}", first.to_uppercase(), letters.as_str()))
        .unwrap_or_default()
}

/// One line, without the full stop at its end.
fn flowing(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").trim_end_matches('.').to_owned()
}

/// The constants of a rule's file that name a diagnostic some test has seen, in their order.
fn names(source: &str, said: &BTreeMap<String, String>) -> Vec<String> {
    let mut names = Vec::new();
    for line in source.lines() {
        let value = line
            .strip_prefix("const ")
            .and_then(|rest| rest.split_once(": &str = \""))
            .and_then(|(_, rest)| rest.strip_suffix("\";"));
        if let Some(name) = value.filter(|name| said.contains_key(*name))
            && !names.iter().any(|known| known == name)
        {
            names.push(name.to_owned());
        }
    }
    names
}

/// The first diagnostic of each name in the snapshots, without its place in a made-up file.
fn said(snapshots: &[File]) -> BTreeMap<String, String> {
    let mut said = BTreeMap::new();
    for snapshot in snapshots {
        let text = String::from_utf8_lossy(&snapshot.bytes).into_owned();
        for part in text.split("\n\n") {
            let start = part
                .find("error[")
                .filter(|at| *at == 0 || part.as_bytes()[at - 1] == b'\n');
            let diagnostic = start.map_or("", |at| &part[at..]);
            if let Some((name, _)) = diagnostic
                .strip_prefix("error[")
                .and_then(|rest| rest.split_once(']'))
            {
                said.entry(name.to_owned())
                    .or_insert_with(|| diagnostic.trim_end().to_owned());
            }
        }
    }
    said
}

fn example(name: &str, said: &BTreeMap<String, String>) -> String {
    let diagnostic = said.get(name).map_or("", String::as_str);
    format!("\n```text\n{diagnostic}\n```\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str = "//! Section 1: a rule\n//! of two lines.\n//!\n//! Bad: `a`;\n//! `b`.\n//! Good: `c`.\n\n\
        const RULE: &str = \"rule\";\nconst OTHER: &str = \"no-rule\";\nconst AGAIN: &str = \"rule\";\n";

    #[test]
    fn a_rule_is_read_from_its_file_and_its_snapshots() {
        let snapshot = File {
            name: "a.snap".to_owned(),
            bytes:
                "---\nx\n---\nerror[rule]: no\n --> a:1:1\n  = help: b\n\nerror[rule]: no again\n"
                    .into(),
        };
        let said = said(&[snapshot]);
        let rule = Rule::read("a_rule", SOURCE, &said).unwrap();
        let section = rule.section(&said);
        assert_eq!(
            section,
            "\n### A rule\n\nSection 1: a rule\nof two lines.\n\n- Bad: `a`; `b`\n- Good: `c`\n\
             \n```text\nerror[rule]: no\n --> a:1:1\n  = help: b\n```\n"
        );
    }

    #[test]
    fn a_file_without_documents_is_no_rule() {
        assert!(Rule::read("mod", "//! The rules.\n", &BTreeMap::new()).is_none());
    }
}
