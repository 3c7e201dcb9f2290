//! What can be typed after `cargo xtask`.

use clap::{Parser, Subcommand};

use crate::{check, compile_cost, docs, explain, soak, test, update_schema};

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
    /// Tell what the generator has against schema, overlay and catalogue, or against files of your own.
    Check(check::Options),
    /// Measure what the catalogue costs rustc, beside graphql_client's derive and cynic. Takes minutes.
    CompileCost(compile_cost::Options),
    /// Write anew what the pages quote from programs, and docs/rules.md.
    Docs(docs::Options),
    /// Tell what becomes of an operation: what is sent, what is read into what, what it needs and costs.
    Explain(explain::Options),
    /// Measure what one query costs from a schema as large as GitHub's, which npm fetches.
    GithubSchema,
    /// Leave a client alone for hours, on an embedded wiki in trouble: a line a minute, and whether something leaks.
    Soak(soak::Options),
    /// Run every test of the workspace, documentation tests included.
    Test(test::Options),
    /// Look for what a compiler does not see: headers, file sizes, the direction of imports, the rules of the
    /// catalogue, paths of a machine.
    Tidy,
    /// Write schema/wikijs.graphql from a wiki or from a saved introspection answer.
    UpdateSchema(update_schema::Options),
    /// Ask graphql-js what it says of the cases in wikijs-codegen/tests/cases/verdicts. Needs Node and npm.
    Verdicts,
}
