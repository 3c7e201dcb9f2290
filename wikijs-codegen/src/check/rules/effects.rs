//! Ours: a mutation says what sending it twice would do, since whether it may be repeated hangs on that. Where the
//! directive is not defined, as for a schema without our directives, nothing is asked.
//!
//! Bad: `mutation Move { … }`.
//! Good: `mutation Move @effect(is: ONCE) { … }`.

use crate::check::facts::Context;
use crate::diagnostic::Diagnostic;
use crate::syntax::tree::OperationKind;

const RULE: &str = "effect";
const DIRECTIVE: &str = "effect";

/// The rule.
pub(super) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    if !context
        .schema
        .directives
        .get(DIRECTIVE)
        .is_some_and(|def| def.client)
    {
        return;
    }
    for operation in context.operations.iter().map(|operation| operation.node) {
        let said = operation
            .directives
            .iter()
            .any(|directive| directive.name.text == DIRECTIVE);
        if operation.kind == OperationKind::Mutation && !said {
            let message = "this mutation does not say what a second sending would do";
            let help = "add `@effect(is: REPEATABLE)` if the state is the same after it, else `@effect(is: ONCE)`";
            found.push(Diagnostic::new(RULE, operation.head, message).help(help));
        }
    }
}
