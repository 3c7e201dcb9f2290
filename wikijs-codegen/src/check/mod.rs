//! Runs the rules and hands out [`Checked`] values, which only this module can make: what comes after has no error path.

mod facts;
mod hidden;
mod places;
mod rules;
mod rust;

use std::ops::Deref;

use crate::config::Config;
use crate::diagnostic::{Diagnostic, Report};
use crate::document::{self, Document};
use crate::schema::{self, Schema};
use crate::source::Sources;
use crate::syntax::{self, Tree};
use facts::Context;

/// A value that the rules found nothing wrong with. It is read as what it holds.
#[derive(Debug, Clone)]
pub struct Checked<T>(T);

impl<T> Deref for Checked<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

/// A schema and the documents against it, both checked.
#[derive(Debug, Clone)]
pub struct Model {
    /// The schema.
    pub schema: Checked<Schema>,
    /// The operations and fragments.
    pub document: Checked<Document>,
    /// What is worth knowing all the same.
    pub warnings: Vec<Diagnostic>,
}

/// Reads and checks everything; one report tells of all that is wrong.
pub fn model(sources: &Sources, config: &Config) -> Result<Model, Report> {
    let mut found = Vec::new();
    let mut tree = syntax::parse_for(config.target, sources, &mut found);
    hidden::hide(&mut tree);
    let schema = checked_schema(&tree, config, &mut found);
    let document = schema
        .as_ref()
        .map(|schema| document::resolve(&tree, schema));
    if let Some(schema) = &schema {
        rules::check(&Context::new(&tree, schema, config), &mut found);
    }
    match (schema, document) {
        (Some(schema), Some(mut document)) if !found.iter().any(Diagnostic::is_error) => {
            document::apart(&mut document, &schema);
            Ok(Model {
                schema: Checked(schema),
                document: Checked(document),
                warnings: found,
            })
        }
        _ => Err(Report::new(found, sources)),
    }
}

/// `None` where the schema itself is wrong: documents are then not held against it.
fn checked_schema(tree: &Tree, config: &Config, found: &mut Vec<Diagnostic>) -> Option<Schema> {
    if tree.broken.iter().any(|kind| !kind.is_document()) {
        return None;
    }
    let before = found.len();
    let mut schema = schema::build(tree, config.target, found);
    schema::check(tree, &schema, found);
    places::note(&mut schema, config, found);
    let wrong = found[before..].iter().any(Diagnostic::is_error);
    (!wrong).then_some(schema)
}
