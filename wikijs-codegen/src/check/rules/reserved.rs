//! Ours: no variable is called like a method of the requests that its setter would stand beside.
//!
//! Bad: `query Q($timeout: Int) { … }`, where requests have a method `timeout`.
//! Good: `query Q($seconds: Int) { wait(timeout: $seconds) }`.

use crate::check::facts::Context;
use crate::diagnostic::Diagnostic;

const RULE: &str = "reserved-variable";

/// The rule.
pub(super) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let Some(surface) = &context.config.surface else {
        return;
    };
    let reserved = &surface.request_methods;
    for variable in context
        .operations
        .iter()
        .flat_map(|operation| &operation.node.variables)
    {
        let name = &variable.name.text;
        if reserved.iter().any(|method| is_same(method, name)) {
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

/// Whether the two could be one name in `snake_case`.
fn is_same(method: &str, name: &str) -> bool {
    let letters = |text: &str| text.replace('_', "").to_ascii_lowercase();
    letters(method) == letters(name)
}
