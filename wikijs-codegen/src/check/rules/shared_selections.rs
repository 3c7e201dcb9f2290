//! Ours, for a catalogue (`Config::shared_selections`): a selection of an object that stands twice is a fragment, so that
//! the Rust type has a name of its own and a new file never renames it. What gives no type is left alone: what is lifted,
//! a single spread, the payload of a mutation.
//!
//! Bad: `query A { page { id title } } query B { page { id title } }`.
//! Good: `query A { page { ...Page } } query B { page { ...Page } } fragment Page on Page { id title }`.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use crate::check::facts::{Context, SetFact};
use crate::diagnostic::Diagnostic;
use crate::schema::TypeDef;
use crate::source::Span;
use crate::syntax::tree::{Selection, SelectionSet};

const RULE: &str = "shared-selection";

/// The rule.
pub(super) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    if !context.config.shared_selections {
        return;
    }
    let mut known = Known::new();
    for fragment in &context.fragments {
        let Some(on) = fragment.root else { continue };
        let first = (
            fragment.node.name.span,
            Some(fragment.node.name.text.as_str()),
        );
        known
            .entry((&on.name, items(&fragment.node.selection)))
            .or_insert(first);
    }
    for set in context.own().flat_map(|facts| facts.sets.iter().skip(1)) {
        let Some(on) = set.on.filter(|_| gives_a_type(context, set)) else {
            continue;
        };
        match known.entry((&on.name, items(set.node))) {
            Entry::Occupied(entry) => found.push(twice(&on.name, set.node.span, entry.get())),
            Entry::Vacant(entry) => _ = entry.insert((set.node.span, None)),
        }
    }
}

/// Selections by type and what is selected: the first place, and the fragment's name where it is one.
type Known<'a> = BTreeMap<(&'a str, Vec<String>), First<'a>>;
type First<'a> = (Span, Option<&'a str>);

fn items(set: &SelectionSet) -> Vec<String> {
    let mut items: Vec<String> = set.items.iter().map(Selection::text).collect();
    items.sort();
    items
}

fn gives_a_type(context: &Context<'_>, set: &SetFact<'_>) -> bool {
    let one_spread = matches!(set.node.items.as_slice(), [Selection::Spread(_)]);
    !one_spread
        && set
            .on
            .is_some_and(|on| !on.notes.lift && !is_payload(context, on))
}

fn is_payload(context: &Context<'_>, on: &TypeDef) -> bool {
    let status = |name: &str| {
        context
            .schema
            .types
            .get(name)
            .is_some_and(|def| def.notes.outcome.is_some())
    };
    on.fields().iter().any(|field| status(field.ty.name()))
}

fn twice(name: &str, span: Span, (first, fragment): &First<'_>) -> Diagnostic {
    let help = match fragment {
        Some(fragment) => format!("write `{{ ...{fragment} }}`"),
        None => format!("make a fragment of it: `fragment {name} on {name} {{ … }}`"),
    };
    let message = format!("these fields of `{name}` are selected elsewhere, too");
    Diagnostic::new(RULE, span, message)
        .label(*first, "the same selection")
        .help(help)
}
