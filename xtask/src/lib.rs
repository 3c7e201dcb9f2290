//! The maintainers' commands as a library, so that tests can call them: one module a command.
//!
//! A command gets its arguments and the [`Workspace`] it works on, writes what it did to standard output, and
//! answers with an [`Error`] that says what to do.

mod arguments;
mod cargo;
pub mod catalogue;
pub mod check;
pub mod compile_cost;
pub mod docs;
mod error;
pub mod explain;
pub mod files;
pub mod freshness;
pub mod github_schema;
pub mod soak;
pub mod test;
pub mod tidy;
pub mod update_schema;
pub mod verdicts;
mod workspace;

pub use arguments::{Arguments, Command};
pub use error::Error;
pub use workspace::Workspace;

/// Runs the command that the arguments name.
pub fn run(workspace: &Workspace, arguments: Arguments) -> Result<(), Error> {
    match arguments.command {
        Command::Check(options) => check::run(workspace, &options),
        Command::CompileCost(options) => compile_cost::run(workspace, &options),
        Command::Docs(options) => docs::run(workspace, &options),
        Command::Explain(options) => explain::run(workspace, &options),
        Command::GithubSchema => github_schema::run(workspace),
        Command::Soak(options) => soak::run(workspace, &options),
        Command::Test(options) => test::run(workspace, &options),
        Command::Tidy => tidy::run(workspace),
        Command::UpdateSchema(options) => update_schema::run(workspace, &options),
        Command::Verdicts => verdicts::run(workspace),
    }
}
