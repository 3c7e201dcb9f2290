//! Sections 5.5.1.2, Fragment Spread Type Existence, and 5.5.1.3, Fragments on Composite Types.
//!
//! Bad: `fragment F on Paeg { id }`; `fragment F on Int { id }`.
//! Good: `fragment F on Page { id }`.

use crate::check::facts::Context;
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::schema::TypeDef;

const KNOWN: &str = "unknown-type";
const COMPOSITE: &str = "fragment-type";

/// The rule.
pub(super) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let types = &context.schema.types;
    for condition in context.all().flat_map(|facts| &facts.conditions) {
        let (name, span) = (&condition.name.text, condition.name.span);
        match types.get(name) {
            Some(def) if def.is_composite() => {}
            Some(def) => {
                let message =
                    format!("a fragment cannot be on `{name}`, which has no fields to select");
                found.push(
                    Diagnostic::new(COMPOSITE, span, message).label(def.span, "defined here"),
                );
            }
            None => {
                let composite = types.values().filter(|def: &&TypeDef| def.is_composite());
                let help = did_you_mean(name, composite.map(|def| def.name.as_str()));
                found.push(
                    Diagnostic::new(KNOWN, span, format!("there is no type `{name}`"))
                        .help_if(help),
                );
            }
        }
    }
}
