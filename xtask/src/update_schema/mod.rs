//! `cargo xtask update-schema`: introspection in, `schema/wikijs.graphql` out.
//!
//! In order: `origin` gives the answer, `source` reads it, `print` makes the text, `elements` and `diff` say
//! what changed, `touched` which operations that concerns, `catalogue` whether all of them still fit. The file is
//! written last, whole or not at all.

mod diff;
mod elements;
mod error;
mod fetch;
mod operations;
mod origin;
mod print;
mod report;
mod source;
mod token;
mod touched;

use std::{fs, path::PathBuf};

use clap::Args;

use crate::{
    Error, Workspace, catalogue,
    freshness::{self, Freshness},
};
use elements::Elements;
pub use error::SchemaError;
use origin::Origin;
pub use token::Token;

/// Where the schema comes from, and whether it is written.
#[derive(Debug, Clone, Default, Args)]
pub struct Options {
    /// The wiki to ask, as in `https://wiki.example.com`. A token is taken from the variable WIKIJS_TOKEN.
    #[arg(
        long,
        value_name = "URL",
        required_unless_present = "from",
        conflicts_with = "from"
    )]
    pub url: Option<String>,
    /// A saved introspection answer, with or without the `data` around it.
    #[arg(long, value_name = "FILE")]
    pub from: Option<PathBuf>,
    /// Compare only, write nothing; fails if the file would change.
    #[arg(long)]
    pub check: bool,
    /// Write the schema even if the catalogue or the overlay does not fit it any more.
    #[arg(long)]
    pub force: bool,
}

/// Brings the vendored schema up to date, and prints what changed.
pub fn run(workspace: &Workspace, options: &Options) -> Result<(), Error> {
    let token = Token::from_environment()?;
    let update = Update::prepare(workspace, options, token.as_ref())?;
    print!("{}", update.report);
    update.finish(workspace, options)
}

/// A schema that was fetched, printed and compared, and not yet written.
#[derive(Debug)]
pub struct Update {
    origin: String,
    text: String,
    freshness: Freshness,
    /// What changed, for people.
    pub report: String,
    /// What the generator has against the catalogue under the new schema; empty if nothing.
    pub problems: String,
}

impl Update {
    /// Does everything but write.
    pub fn prepare(
        workspace: &Workspace,
        options: &Options,
        token: Option<&Token>,
    ) -> Result<Self, Error> {
        let origin = Origin::of(options);
        let answer = origin.answer(token)?;
        let text = print::sdl(source::read(&answer, &origin.to_string())?);
        let new = Elements::read(&text).map_err(|reason| SchemaError::Unprintable {
            origin: origin.to_string(),
            reason,
        })?;
        // A file that is not there or cannot be read is no reason not to write a good one: all of it is new then.
        let old = fs::read_to_string(workspace.schema())
            .ok()
            .and_then(|text| Elements::read(&text).ok());
        let old = old.unwrap_or_default();
        let operations = operations::read(workspace)?;
        let changes = diff::between(&old, &new);
        let freshness = freshness::compare(&workspace.schema(), &text);
        Ok(Self {
            report: report::text(
                &changes,
                &touched::by(&changes, &old, &new, &operations),
                freshness,
            ),
            problems: catalogue::problems(workspace, &text)?,
            origin: origin.to_string(),
            text,
            freshness,
        })
    }

    /// Writes the schema, or with `--check` says whether it would change.
    pub fn finish(&self, workspace: &Workspace, options: &Options) -> Result<(), Error> {
        if !self.problems.is_empty() && !options.force {
            let (origin, report) = (self.origin.clone(), self.problems.clone());
            return Err(SchemaError::BreaksCatalogue { origin, report }.into());
        }
        match (self.freshness, options.check) {
            (Freshness::Fresh, _) => Ok(()),
            (Freshness::Stale, true) => Err(self.stale(options).into()),
            (Freshness::Stale, false) => freshness::replace(&workspace.schema(), &self.text),
        }
    }

    fn stale(&self, options: &Options) -> SchemaError {
        let how = if options.url.is_some() {
            "--url"
        } else {
            "--from"
        };
        SchemaError::Stale {
            origin: self.origin.clone(),
            how: format!("{how} {}", self.origin),
        }
    }
}
