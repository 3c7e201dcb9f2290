//! The rules of the type system, one file each.

mod defaults;
mod directives;
mod implementations;
mod input_cycles;
mod known_types;
mod notes;
mod one_of;
mod outcome;
mod roots;
mod shapes;
mod sites;

pub use directives::check_directives;
pub use sites::Place;

use super::Schema;
use crate::diagnostic::Diagnostic;
use crate::syntax::Tree;

/// Runs the rules; what is wrong is told in `found`.
pub fn check(tree: &Tree, schema: &Schema, found: &mut Vec<Diagnostic>) {
    known_types::check(tree, schema, found);
    roots::check(tree, schema, found);
    shapes::check(schema, found);
    implementations::check(schema, found);
    input_cycles::check(schema, found);
    one_of::check(schema, found);
    directives::check(tree, schema, found);
    defaults::check(tree, schema, found);
    outcome::check(tree, schema, found);
    notes::check(tree, schema, found);
}
