//! Runs cargo in the workspace.

use std::{env, process::Command};

use crate::{Error, Workspace};

/// Runs `cargo` with these arguments, its output going where ours goes.
pub(crate) fn run<'a>(
    workspace: &Workspace,
    arguments: impl IntoIterator<Item = &'a str>,
) -> Result<(), Error> {
    let arguments: Vec<&str> = arguments.into_iter().collect();
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(&cargo)
        .args(&arguments)
        .current_dir(workspace.root())
        .status();
    let status = status.map_err(Error::file("run", &cargo))?;
    if status.success() {
        return Ok(());
    }
    Err(Error::Cargo {
        arguments: arguments.join(" "),
        status,
    })
}
