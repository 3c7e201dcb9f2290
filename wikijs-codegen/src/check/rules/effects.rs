//! Ours: a mutation says what sending it twice would do, since whether it may be repeated hangs on that; that it only
//! reads is not for a mutation to say. Where the directive is not defined, as for a schema without our directives,
//! nothing is asked.
//!
//! Bad: `mutation Move { … }`; `mutation Move @effect(is: READ) { … }`.
//! Good: `mutation Move @effect(is: ONCE) { … }`.

use crate::check::facts::Context;
use crate::diagnostic::Diagnostic;
use crate::schema::enum_argument;
use crate::syntax::tree::{Operation, OperationKind};

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
    let operations = context.operations.iter().map(|operation| operation.node);
    let mutations = operations.filter(|operation| operation.kind == OperationKind::Mutation);
    found.extend(mutations.filter_map(check_mutation));
}

fn check_mutation(mutation: &Operation) -> Option<Diagnostic> {
    let mut directives = mutation.directives.iter();
    let Some(said) = directives.find(|directive| directive.name.text == DIRECTIVE) else {
        let message = "this mutation does not say what a second sending would do";
        let help = "add `@effect(is: REPEATABLE)` if the state is the same after it, else `@effect(is: ONCE)`";
        return Some(Diagnostic::new(RULE, mutation.head, message).help(help));
    };
    if enum_argument(said, "is") != Some("READ") {
        return None;
    }
    let message = "a mutation is not known to read only: what reads may be sent again at any time";
    let help = "say `REPEATABLE` if the state is the same after a second sending, else `ONCE`";
    Some(Diagnostic::new(RULE, said.name.span, message).help(help))
}
