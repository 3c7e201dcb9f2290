//! `cargo xtask docs`: brings the pages up to date with what they tell of. A test runs the same and writes nothing.
//!
//! `quotes` puts pieces of programs into the pages, `regions` cuts those pieces out, `rules` writes the page of the
//! generator's rules, `map` holds ARCHITECTURE.md to the tree, `links` looks where links lead.

mod links;
mod map;
mod quotes;
mod regions;
mod rules;

use std::fs;

use clap::Args;

use crate::{
    Error, Workspace,
    files::{self, File},
    freshness::{self, Freshness},
    tidy::Finding,
};

/// The page that is written from the generator's rules.
const RULES: &str = "docs/rules.md";

/// A page with the text that it should have.
struct Page {
    name: String,
    text: String,
}

/// Whether pages are written.
#[derive(Debug, Clone, Default, Args)]
pub struct Options {
    /// Compare only, write nothing; fails if a page would change.
    #[arg(long)]
    pub check: bool,
}

/// Writes what is stale; fails on what it cannot mend.
pub fn run(workspace: &Workspace, options: &Options) -> Result<(), Error> {
    if options.check {
        return told(&findings(workspace)?);
    }
    let (pages, findings) = renewed(workspace)?;
    for page in stale(workspace, &pages) {
        freshness::replace(&workspace.root().join(&page.name), &page.text)?;
        println!("{} is written anew.", page.name);
    }
    told(&findings)
}

fn told(findings: &[Finding]) -> Result<(), Error> {
    if findings.is_empty() {
        println!("The pages are up to date.");
        return Ok(());
    }
    let findings = findings.iter().map(|finding| format!("\n  {finding}"));
    Err(Error::Pages {
        findings: findings.collect(),
    })
}

/// All that is wrong with the pages, stale ones included.
pub fn findings(workspace: &Workspace) -> Result<Vec<Finding>, Error> {
    let (pages, mut findings) = renewed(workspace)?;
    findings.extend(stale(workspace, &pages).map(|page| Finding {
        file: page.name.clone(),
        line: 1,
        text: "is not as its sources: run `cargo xtask docs`".to_owned(),
    }));
    findings.sort();
    Ok(findings)
}

fn stale<'p>(workspace: &Workspace, pages: &'p [Page]) -> impl Iterator<Item = &'p Page> {
    let root = workspace.root().to_owned();
    pages.iter().filter(move |page| {
        freshness::compare(&root.join(&page.name), &page.text) == Freshness::Stale
    })
}

/// The pages as they should be, and what is wrong with them.
fn renewed(workspace: &Workspace) -> Result<(Vec<Page>, Vec<Finding>), Error> {
    let mut pages = vec![Page {
        name: RULES.to_owned(),
        text: rules::page(workspace)?,
    }];
    let mut findings = Vec::new();
    for file in written(workspace)? {
        let old = String::from_utf8_lossy(&file.bytes).into_owned();
        let is_tested = tested_as_documentation(workspace, &file.name);
        let (text, found) = quotes::renew(workspace, &file.name, &old, is_tested);
        findings.extend(found);
        findings.extend(links::check(workspace, &file.name, &text));
        pages.push(Page {
            name: file.name,
            text,
        });
    }
    findings.extend(map::check(workspace)?);
    Ok((pages, findings))
}

/// The pages that people write: those at the root, in `docs`, and the READMEs of crates.
fn written(workspace: &Workspace) -> Result<Vec<File>, Error> {
    let is_page = |name: &str| {
        let parts: Vec<&str> = name.split('/').collect();
        match parts.as_slice() {
            [page] => page.ends_with(".md"),
            ["docs", page] => page.ends_with(".md") && name != RULES,
            [_, page] => *page == "README.md",
            _ => false,
        }
    };
    let files = files::tracked(workspace)?;
    Ok(files
        .into_iter()
        .filter(|file| is_page(&file.name))
        .collect())
}

/// Whether a README is the documentation of its crate, so that rustdoc runs what is in it.
fn tested_as_documentation(workspace: &Workspace, name: &str) -> bool {
    let Some(package) = name.strip_suffix("/README.md") else {
        return false;
    };
    let root = workspace.root().join(package).join("src/lib.rs");
    fs::read_to_string(root)
        .is_ok_and(|text| text.contains("#![doc = include_str!(\"../README.md\")]"))
}
