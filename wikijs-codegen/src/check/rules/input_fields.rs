//! Section 5.6.3, Input Object Field Uniqueness.
//!
//! Bad: `query Q { find(by: {name: "a", name: "b"}) { id } }`.
//! Good: `query Q { find(by: {name: "a"}) { id } }`.

use crate::check::facts::Context;
use crate::diagnostic::Diagnostic;
use crate::schema::unique_entries;

/// The rule.
pub(super) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for facts in context.all() {
        let fields = facts.fields.iter().flat_map(|field| &field.node.arguments);
        let directives = facts
            .directives
            .iter()
            .flat_map(|directives| directives.nodes);
        let arguments = fields.chain(directives.flat_map(|directive| &directive.arguments));
        arguments.for_each(|argument| unique_entries(&argument.value, found));
    }
    let variables = context
        .operations
        .iter()
        .flat_map(|operation| &operation.node.variables);
    variables
        .filter_map(|variable| variable.default.as_ref())
        .for_each(|default| unique_entries(default, found));
}
