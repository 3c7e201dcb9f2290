//! What can be typed after `cargo xtask`.

use clap::{Parser, Subcommand};

use crate::update_schema;

/// Maintainers' commands of the wikijs-sdk workspace.
#[derive(Debug, Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    disable_version_flag = true
)]
pub struct Arguments {
    /// The command to run.
    #[command(subcommand)]
    pub command: Command,
}

/// One command a variant.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Write schema/wikijs.graphql from a wiki or from a saved introspection answer.
    UpdateSchema(update_schema::Options),
}
