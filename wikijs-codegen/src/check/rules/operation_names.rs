//! Section 5.2.1, Operation Name Uniqueness, over all files; 5.2.2, Lone Anonymous Operation, sharpened: every operation
//! has a name, since a Rust type is called after it. Also: the schema has a type that it can start at.
//!
//! Bad: `{ version }`; `query A { version } query A { version }`; `subscription S { … }` without a subscription type.
//! Good: `query Version { version }`.

use super::repeated;
use crate::check::facts::Context;
use crate::diagnostic::Diagnostic;
use crate::syntax::tree::Operation;

const NAME: &str = "operation-name";
const ROOT: &str = "operation-root";

/// The rule.
pub(super) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let names = context
        .operations
        .iter()
        .filter_map(|operation| operation.node.name.as_ref());
    repeated(NAME, "operations", names, found);
    for operation in &context.operations {
        if operation.node.name.is_none() {
            found.push(anonymous(operation.node));
        }
        if operation.root.is_none() {
            let message = format!(
                "the schema has no type for a {}",
                operation.node.kind.keyword()
            );
            found.push(Diagnostic::new(ROOT, operation.node.head, message));
        }
    }
}

fn anonymous(node: &Operation) -> Diagnostic {
    let keyword = node.kind.keyword();
    let message = format!("this {keyword} has no name");
    let help = format!("write `{keyword} Name {{ … }}`: the Rust type is called after it");
    Diagnostic::new(NAME, node.head, message).help(help)
}
