//! Section 5.7: directives are known, stand where they may, and once; with their arguments (5.4) and values (5.6). What
//! is checked stands in `schema::rules::directives`, since the files of a schema are held to it, too.
//!
//! Bad: `query Q { id @skp(if: true) }`; `query Q @skip(if: true) { id }`.
//! Good: `query Q { id @skip(if: true) }`.

use crate::check::facts::Context;
use crate::diagnostic::Diagnostic;
use crate::schema::check_directives;

/// The rule.
pub(super) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for directives in context.all().flat_map(|facts| &facts.directives) {
        check_directives(context.schema, directives.nodes, directives.place, found);
    }
}
