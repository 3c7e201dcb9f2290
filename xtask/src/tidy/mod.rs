//! `cargo xtask tidy`: habits of this repository that a compiler does not hold. A test runs it, too.
//!
//! One file a rule; each takes a file and answers with findings.

mod catalogue;
mod header;
mod imports;
mod layout;
mod paths;
mod rooms;
mod size;
mod uses;

use std::{fmt, fs};

use crate::{
    Error, Workspace,
    files::{self, File},
};

/// One thing that is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// The file, relative to the root of the workspace.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong and what to do.
    pub text: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.text)
    }
}

/// Fails if there is anything to find.
pub fn run(workspace: &Workspace) -> Result<(), Error> {
    let findings = findings(workspace)?;
    if findings.is_empty() {
        println!("Everything is tidy.");
        return Ok(());
    }
    Err(Error::Untidy {
        findings: findings
            .iter()
            .map(|finding| format!("\n  {finding}"))
            .collect(),
    })
}

/// All findings in the workspace, by file and line.
pub fn findings(workspace: &Workspace) -> Result<Vec<Finding>, Error> {
    let mut findings = Vec::new();
    for package in layout::PACKAGES {
        for mut file in files::with_extension(&workspace.root().join(package), "rs")? {
            file.name = format!("{package}/{}", file.name);
            findings.extend(header::check(&file));
            findings.extend(size::check(&file));
            findings.extend(rooms::check(&file));
        }
    }
    for order in layout::ORDERS {
        findings.extend(in_order(workspace, order)?);
    }
    let schema =
        fs::read_to_string(workspace.schema()).map_err(Error::file("read", workspace.schema()))?;
    findings.extend(catalogue::check(
        &files::with_extension(&workspace.queries(), "graphql")?,
        &schema,
    ));
    for text in files::tracked(workspace)? {
        findings.extend(paths::check(&text));
    }
    findings.sort();
    Ok(findings)
}

fn in_order(workspace: &Workspace, order: &layout::Order) -> Result<Vec<Finding>, Error> {
    let sources = files::with_extension(&workspace.root().join(order.package).join("src"), "rs")?;
    let exported = sources
        .iter()
        .find(|file| file.name == "lib.rs")
        .map(|file| uses::exported(&text(file)));
    let exported = exported.unwrap_or_default();
    Ok(sources
        .iter()
        .flat_map(|file| imports::check(order, file, &exported))
        .collect())
}

fn text(file: &File) -> String {
    String::from_utf8_lossy(&file.bytes).into_owned()
}
