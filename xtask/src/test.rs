//! `cargo xtask test`: runs every test of the workspace, documentation tests included.

mod redis;

use clap::Args;

use crate::{Error, Workspace, cargo};

/// What is handed on to `cargo test`.
#[derive(Debug, Clone, Default, Args)]
pub struct Options {
    /// Arguments for `cargo test`, as in `-p wikijs-wire` or a filter.
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    pub arguments: Vec<String>,
}

/// Runs them; without `-p` those of all packages.
pub fn run(workspace: &Workspace, options: &Options) -> Result<(), Error> {
    if redis::is_needed(&options.arguments) {
        redis::bring()?;
    }
    let scope: &[&str] = if names_package(&options.arguments) {
        &[]
    } else {
        &["--workspace"]
    };
    let arguments = options.arguments.iter().map(String::as_str);
    cargo::run(
        workspace,
        ["test"]
            .into_iter()
            .chain(scope.iter().copied())
            .chain(arguments),
    )
}

fn names_package(arguments: &[String]) -> bool {
    let mut given = arguments.iter();
    given.any(|it| it == "-p" || it.starts_with("--package"))
}
