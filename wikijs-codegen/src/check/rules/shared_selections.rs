//! Ours, for a catalogue (`Config::shared_selections`): a selection of an object that stands twice is a fragment, so that
//! the Rust type has a name of its own and a new file never renames it. What gives no type is left alone: what is lifted,
//! a single spread, the payload of a mutation.
//!
//! Bad: `query A { page { id title } } query B { page { id title } }`.
//! Good: `query A { page { ...Page } } query B { page { ...Page } } fragment Page on Page { id title }`.

use std::collections::BTreeMap;

use crate::check::facts::{Context, SetFact};
use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::syntax::tree::Selection;

const RULE: &str = "shared-selection";

/// The rule.
pub(super) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    if !context.config.shared_selections {
        return;
    }
    let mut known: BTreeMap<(&str, Vec<String>), Span> = BTreeMap::new();
    for set in context.all().flat_map(|facts| facts.sets.iter().skip(1)) {
        let Some(on) = set.on.filter(|_| gives_a_type(context, set)) else {
            continue;
        };
        let mut items: Vec<String> = set.node.items.iter().map(Selection::text).collect();
        items.sort();
        match known.get(&(on.name.as_str(), items.clone())) {
            Some(first) => found.push(twice(&on.name, set.node.span, *first)),
            None => _ = known.insert((&on.name, items), set.node.span),
        }
    }
}

fn gives_a_type(context: &Context<'_>, set: &SetFact<'_>) -> bool {
    let one_spread = matches!(set.node.items.as_slice(), [Selection::Spread(_)]);
    !one_spread
        && set
            .on
            .is_some_and(|on| !on.notes.lift && !is_payload(context, on))
}

fn is_payload(context: &Context<'_>, on: &crate::schema::TypeDef) -> bool {
    let status = |name: &str| {
        context
            .schema
            .types
            .get(name)
            .is_some_and(|def| def.notes.outcome.is_some())
    };
    on.fields().iter().any(|field| status(field.ty.name()))
}

fn twice(name: &str, span: Span, first: Span) -> Diagnostic {
    let message = format!("these fields of `{name}` are selected elsewhere, too");
    Diagnostic::new(RULE, span, message)
        .label(first, "the same selection")
        .help(format!(
            "make a fragment of it: `fragment {name} on {name} {{ … }}`"
        ))
}
