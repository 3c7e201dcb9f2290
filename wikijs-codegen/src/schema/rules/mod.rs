//! The rules of the type system, one file each.

mod defaults;
mod directives;
mod known_types;
mod outcome;
mod roots;

pub use directives::{Place, check_directives};

use super::Schema;
use crate::diagnostic::Diagnostic;
use crate::syntax::Tree;

/// Runs the rules; what is wrong is told in `found`.
pub fn check(tree: &Tree, schema: &Schema, found: &mut Vec<Diagnostic>) {
    known_types::check(tree, schema, found);
    roots::check(tree, schema, found);
    directives::check(tree, schema, found);
    defaults::check(tree, schema, found);
    outcome::check(tree, schema, found);
}
