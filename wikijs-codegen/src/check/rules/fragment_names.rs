//! Sections 5.5.1.1, Fragment Name Uniqueness, over all files, and 5.5.2.1, Fragment Spread Target Defined. Fragments
//! that nothing uses (5.5.1.4) are allowed: a file of fragments serves many operations, and only those that an operation
//! reaches are sent.
//!
//! Bad: `query Q { page { ...Paeg } }`.
//! Good: `query Q { page { ...Page } } fragment Page on Page { id }`.

use super::repeated;
use crate::check::facts::Context;
use crate::diagnostic::{Diagnostic, did_you_mean};

const NAME: &str = "fragment-name";
const KNOWN: &str = "unknown-fragment";

/// The rule.
pub(super) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    repeated(
        NAME,
        "fragments",
        context.fragments.iter().map(|fragment| &fragment.node.name),
        found,
    );
    if context.is_incomplete() {
        return;
    }
    for spread in context.all().flat_map(|facts| &facts.spreads) {
        let name = &spread.node.fragment;
        if context.fragment(&name.text).is_none() {
            let message = format!("there is no fragment `{}`", name.text);
            let help = remedy(context, &name.text);
            found.push(Diagnostic::new(KNOWN, name.span, message).help(help));
        }
    }
}

fn remedy(context: &Context<'_>, name: &str) -> String {
    match context.tree.hidden.get(name) {
        Some(own) => format!(
            "the dependency's `{name}` spreads `{own}`, which your files define anew: rename that one"
        ),
        None => did_you_mean(name, context.fragment_names()).unwrap_or_else(elsewhere),
    }
}

/// For a name that nothing resembles: most likely a file is not among those given.
fn elsewhere() -> String {
    let help =
        "fragments come from the files that `queries` names, and from those of a `dependency`";
    help.to_owned()
}
