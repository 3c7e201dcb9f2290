//! Section 5.2.3.1, Single Root Field: a subscription selects one field.
//!
//! Bad: `subscription Both { created removed }`.
//! Good: `subscription Created { created }`.

use crate::check::facts::Context;
use crate::diagnostic::Diagnostic;
use crate::syntax::tree::OperationKind;

const RULE: &str = "subscription-root";

/// The rule. Fields of one key are one field.
pub(super) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for operation in &context.operations {
        if operation.node.kind != OperationKind::Subscription {
            continue;
        }
        let fields = context.flat(&operation.node.selection, operation.root);
        let Some((first, _)) = fields.first() else {
            continue;
        };
        if let Some((other, _)) = fields.iter().find(|(field, _)| field.key() != first.key()) {
            let message = "a subscription selects one field";
            let diagnostic = Diagnostic::new(RULE, other.key().span, message)
                .label(first.key().span, "selected already");
            found.push(diagnostic.help("make a second subscription of it"));
        }
    }
}
