//! `cargo xtask update-schema`: introspection in, `schema/wikijs.graphql` out.
//!
//! The file is written whole or not at all: everything that can fail is done before.

mod error;
mod print;
mod source;

use std::{fs, path::PathBuf};

use clap::Args;

pub use error::SchemaError;

use crate::{Error, Workspace};

/// Where the schema comes from, and whether it is written.
#[derive(Debug, Clone, Default, Args)]
#[group(skip)]
pub struct Options {
    /// A saved introspection answer, with or without the `data` around it.
    #[arg(long, value_name = "FILE")]
    pub from: PathBuf,
}

/// Brings the vendored schema up to date.
pub fn run(workspace: &Workspace, options: &Options) -> Result<(), Error> {
    let answer = fs::read_to_string(&options.from).map_err(Error::file("read", &options.from))?;
    let schema = source::read(&answer, &options.from.display().to_string())?;
    let path = workspace.schema();
    fs::write(&path, print::sdl(schema)).map_err(Error::file("write", &path))?;
    Ok(())
}
