//! Ours, for a catalogue (`Config::declared_codes`): the overlay says of each operation's field which codes of its own the
//! server answers with, `@codes(are: [])` where none is known.
//!
//! Bad: `query Q { space { page(id: 1) { id } } }` where `page` has no `@codes`.
//! Good: the same where the overlay says `page(…): Page @codes(are: [6003])`.

use crate::check::facts::Context;
use crate::diagnostic::Diagnostic;
use crate::schema::FieldDef;
use crate::syntax::tree::Field;

const RULE: &str = "declared-codes";

/// The rule.
pub(super) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    if !context.config.declared_codes {
        return;
    }
    for operation in &context.operations {
        let path = context.lifted(operation);
        found.extend(
            path.last()
                .filter(|(_, def)| def.notes.codes.is_none())
                .map(|(field, def)| undeclared(field, def)),
        );
    }
}

fn undeclared(field: &Field, def: &FieldDef) -> Diagnostic {
    let message = format!(
        "the overlay does not say with which codes `{}` answers",
        def.name
    );
    Diagnostic::new(RULE, field.name.span, message)
        .label(def.span, "defined here")
        .help("add `@codes(are: […])` to it in the overlay, `[]` where none of its own is known")
}
