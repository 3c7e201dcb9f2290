//! Sections 5.4.1, Argument Names, and 5.4.2, Argument Uniqueness. Names at directives: see `directives`.
//!
//! Bad: `query Q { page(ID: 1) { id } }`; `query Q { page(id: 1, id: 2) { id } }`.
//! Good: `query Q { page(id: 1) { id } }`.

use super::repeated;
use crate::check::facts::{ArgumentsFact, Context};
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::syntax::tree::Argument;

const KNOWN: &str = "known-argument";
const ONCE: &str = "argument-once";

/// The rule.
pub(super) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for facts in context.all() {
        for arguments in &facts.arguments {
            let known = |name: &str| arguments.known.iter().any(|known| known.name == name);
            let unknown = arguments
                .given
                .iter()
                .filter(|argument| !known(&argument.name.text));
            found.extend(unknown.map(|argument| unknown_argument(argument, arguments)));
        }
        for field in &facts.fields {
            unique(&field.node.arguments, found);
        }
    }
}

fn unique(arguments: &[Argument], found: &mut Vec<Diagnostic>) {
    repeated(
        ONCE,
        "arguments",
        arguments.iter().map(|argument| &argument.name),
        found,
    );
}

fn unknown_argument(argument: &Argument, arguments: &ArgumentsFact<'_>) -> Diagnostic {
    let name = &argument.name.text;
    let message = format!("{} has no argument `{name}`", arguments.owner);
    let near = did_you_mean(
        name,
        arguments.known.iter().map(|known| known.name.as_str()),
    );
    let none = || {
        arguments
            .known
            .is_empty()
            .then(|| "it has no arguments".to_owned())
    };
    Diagnostic::new(KNOWN, argument.name.span, message).help_if(near.or_else(none))
}
