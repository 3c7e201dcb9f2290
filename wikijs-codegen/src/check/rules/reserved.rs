//! Ours: no variable is called like a method of the requests that its setter would stand beside.
//!
//! Bad: `query Q($timeout: Int) { … }`.
//! Good: `query Q($seconds: Int) { wait(timeout: $seconds) }`.

use crate::check::facts::Context;
use crate::diagnostic::Diagnostic;

const RULE: &str = "reserved-variable";

/// The rule.
pub(super) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let reserved = &context.config.reserved_variables;
    for variable in context
        .operations
        .iter()
        .flat_map(|operation| &operation.node.variables)
    {
        let name = &variable.name.text;
        if reserved
            .iter()
            .any(|method| method.eq_ignore_ascii_case(name))
        {
            let message = format!(
                "a variable cannot be called `${name}`: requests have a method of this name"
            );
            found.push(
                Diagnostic::new(RULE, variable.name.span, message)
                    .help("give the variable another name"),
            );
        }
    }
}
