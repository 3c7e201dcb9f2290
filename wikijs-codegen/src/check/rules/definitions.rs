//! Section 5.1.1, Executable Definitions: a query file holds operations and fragments.
//!
//! Bad: `type Page { id: Int }`.
//! Good: `query Version { version }`.

use crate::check::facts::Context;
use crate::diagnostic::Diagnostic;
use crate::source::SourceKind;
use crate::syntax::tree::Definition;

const RULE: &str = "executable-definition";

/// The rule.
pub(super) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let files = context
        .tree
        .files
        .iter()
        .filter(|file| file.kind == SourceKind::Query);
    for definition in files.flat_map(|file| &file.definitions) {
        if !matches!(
            definition,
            Definition::Operation(_) | Definition::Fragment(_)
        ) {
            let message = "a query file holds operations and fragments, and no part of a schema";
            let help = "move it to the schema, or to the overlay if it extends a type";
            found.push(Diagnostic::new(RULE, definition.span(), message).help(help));
        }
    }
}
