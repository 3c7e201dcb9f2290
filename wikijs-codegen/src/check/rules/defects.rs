//! Ours: a field that the server is known never to give (`@defect(never: true)` in the overlay) is not selected.
//!
//! Bad: `mutation M { create { user { id } } }` where `user: User @defect(reason: "…", never: true)`.
//! Good: `mutation M { create { result { … } } }`.

use crate::check::facts::{Context, FieldFact};
use crate::diagnostic::Diagnostic;

const RULE: &str = "defect";

/// The rule.
pub(super) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    found.extend(
        context
            .all()
            .flat_map(|facts| &facts.fields)
            .filter_map(check_field),
    );
}

fn check_field(field: &FieldFact<'_>) -> Option<Diagnostic> {
    let defect = field
        .def?
        .notes
        .defect
        .as_ref()
        .filter(|defect| defect.never)?;
    let name = &field.node.name;
    let message = format!(
        "`{}.{}` never works on the server",
        field.parent?.name, name.text
    );
    Some(
        Diagnostic::new(RULE, name.span, message)
            .help("leave it out")
            .note(defect.reason.clone()),
    )
}
