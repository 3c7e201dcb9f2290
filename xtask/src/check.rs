//! `cargo xtask check`: what the generator has to say of schema, overlay and catalogue, without a build.

use std::fs;

use crate::{Error, Workspace, catalogue};

/// Fails with the generator's report if there is anything wrong.
pub fn run(workspace: &Workspace) -> Result<(), Error> {
    let path = workspace.schema();
    let schema = fs::read_to_string(&path).map_err(Error::file("read", &path))?;
    let report = catalogue::problems(workspace, &schema)?;
    if report.is_empty() {
        println!("Schema, overlay and catalogue fit together.");
        return Ok(());
    }
    Err(Error::Catalogue { report })
}
