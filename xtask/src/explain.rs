//! `cargo xtask explain OPERATION`: what becomes of an operation of the catalogue, or of files of one's own: the document
//! as it is sent, variables, the tree of the answer with the names in Rust, permissions, cost in bytes.

use std::fs;
use std::path::PathBuf;

use clap::Args;
use wikijs_codegen::diagnostic::did_you_mean;
use wikijs_codegen::{Build, Config, Explanation, Sources, explain_operations};

use crate::{Error, Workspace, catalogue};

/// What `cargo xtask explain` takes.
#[derive(Debug, Default, Args)]
pub struct Options {
    /// The operation: `PagesMove` or `pages::Move`. All of them, if none is named.
    pub operation: Option<String>,
    /// A schema other than that of the workspace: SDL, introspection JSON, or a folder as build scripts take it.
    #[arg(long, requires = "files")]
    pub schema: Option<PathBuf>,
    /// Query files, or folders of them.
    #[arg(requires = "schema")]
    pub files: Vec<PathBuf>,
}

/// Prints it.
pub fn run(workspace: &Workspace, options: &Options) -> Result<(), Error> {
    print!("{}", text(workspace, options)?);
    Ok(())
}

/// What is printed.
pub fn text(workspace: &Workspace, options: &Options) -> Result<String, Error> {
    let (sources, config) = input(workspace, options)?;
    let all = explain_operations(&sources, &config).map_err(|report| Error::Refused {
        report: report.to_string(),
    })?;
    let Some(name) = &options.operation else {
        let texts: Vec<&str> = all.iter().map(|one| one.text.as_str()).collect();
        return Ok(texts.join("\n"));
    };
    let found = all
        .iter()
        .find(|one| one.name == *name || one.path == *name);
    found
        .map(|one| one.text.clone())
        .ok_or_else(|| unknown(name, &all))
}

fn input(workspace: &Workspace, options: &Options) -> Result<(Sources, Config), Error> {
    let Some(schema) = &options.schema else {
        let path = workspace.schema();
        let schema = fs::read_to_string(&path).map_err(Error::file("read", &path))?;
        return Ok((catalogue::sources(workspace, &schema)?, catalogue::config()));
    };
    let build = Build::new().schema(schema);
    let build = options.files.iter().fold(build, Build::queries);
    Ok((build.sources()?, Config::new()))
}

fn unknown(name: &str, all: &[Explanation]) -> Error {
    let names = all.iter().flat_map(|one| [&*one.name, &*one.path]);
    let near = did_you_mean(name, names).map_or(String::new(), |near| format!("; {near}"));
    Error::Refused {
        report: format!("there is no operation `{name}`{near}"),
    }
}
