//! Section 5.2.3.1, Single Root Field: a subscription selects one field. graphql-js 15.3 wants one entry at the root;
//! since 16 that field is none of introspection, and no variable decides on it.
//!
//! Bad: `subscription Both { created removed }`.
//! Good: `subscription Created { created }`.

use crate::check::facts::{Context, Definition};
use crate::config::Target;
use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::syntax::tree::{Field, Operation, OperationKind, Selection, ValueKind};

const RULE: &str = "subscription-root";

/// The rule.
pub(super) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let subscriptions = context.operations.iter();
    for operation in subscriptions.filter(|found| found.node.kind == OperationKind::Subscription) {
        let fields = context.flat(&operation.node.selection, operation.root);
        let fields: Vec<&Field> = fields.into_iter().map(|(field, _)| field).collect();
        let Some(first) = fields.first() else {
            continue;
        };
        if let Some(other) = fields.iter().find(|field| field.key() != first.key()) {
            found.push(twice(other.key().span, first.key().span));
            continue;
        }
        found.extend(match context.config.target {
            Target::GraphqlJs15 => many_entries(operation, first),
            Target::GraphqlJs16 => of_introspection(first).or_else(|| decided(&fields)),
        });
    }
}

fn twice(other: Span, first: Span) -> Diagnostic {
    Diagnostic::new(RULE, other, "a subscription selects one field")
        .label(first, "selected already")
        .help("make a second subscription of it")
}

fn many_entries(operation: &Definition<'_, Operation>, first: &Field) -> Option<Diagnostic> {
    let other = match operation.node.selection.items.get(1)? {
        Selection::Field(field) => field.key().span,
        Selection::Spread(spread) => spread.span,
        Selection::Inline(inline) => inline.head,
    };
    let message = "a subscription has one entry at its root";
    let diagnostic =
        Diagnostic::new(RULE, other, message).label(first.key().span, "selected already");
    Some(diagnostic.help("leave one of them out"))
}

fn of_introspection(field: &Field) -> Option<Diagnostic> {
    let message = "a subscription selects a field of its own, and none of introspection";
    let is_meta = field.name.text.starts_with("__");
    is_meta.then(|| Diagnostic::new(RULE, field.name.span, message))
}

fn decided(fields: &[&Field]) -> Option<Diagnostic> {
    let mut directives = fields.iter().flat_map(|field| &field.directives);
    let by_variable = directives.find(|directive| {
        let decides = matches!(directive.name.text.as_str(), "include" | "skip");
        let mut arguments = directive.arguments.iter();
        decides && arguments.any(|argument| matches!(argument.value.kind, ValueKind::Variable(_)))
    })?;
    let message = "a variable cannot decide on the field of a subscription";
    Some(Diagnostic::new(RULE, by_variable.name.span, message).help("write two subscriptions"))
}
