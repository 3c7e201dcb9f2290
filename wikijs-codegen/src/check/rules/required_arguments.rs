//! Section 5.4.2.1, Required Arguments: what is non-null and has no default is given. At directives: see `directives`.
//!
//! Bad: `query Q { page { id } }` where `page(id: Int!)`.
//! Good: `query Q { page(id: 1) { id } }`.

use crate::check::facts::{ArgumentsFact, Context};
use crate::diagnostic::{Diagnostic, list_of_names};
use crate::schema::InputValueDef;

const RULE: &str = "required-argument";

/// The rule.
pub(super) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for arguments in context.all().flat_map(|facts| &facts.arguments) {
        let given = |name: &str| {
            arguments
                .given
                .iter()
                .any(|argument| argument.name.text == name)
        };
        let required = arguments.known.iter().filter(|known| known.is_required());
        let missing: Vec<&InputValueDef> = required.filter(|known| !given(&known.name)).collect();
        if !missing.is_empty() {
            found.push(incomplete(arguments, &missing));
        }
    }
}

fn incomplete(arguments: &ArgumentsFact<'_>, missing: &[&InputValueDef]) -> Diagnostic {
    let names: Vec<&str> = missing
        .iter()
        .map(|argument| argument.name.as_str())
        .collect();
    let plural = if names.len() == 1 { "" } else { "s" };
    let message = format!(
        "{} needs the argument{plural} {}",
        arguments.owner,
        list_of_names(&names, "and")
    );
    let typed: Vec<String> = missing
        .iter()
        .map(|argument| format!("{}: {}", argument.name, argument.ty))
        .collect();
    Diagnostic::new(RULE, arguments.span, message).help(format!("add `({})`", typed.join(", ")))
}
