//! The rules for documents, one file each. Each opens with the section of the specification (October 2021) that it is
//! from, a bad and a good document. A rule says nothing of what another has told already: an unknown field does not also
//! report what is selected below it.

mod argument_names;
mod codes;
mod cycles;
mod defects;
mod definitions;
mod deprecated;
mod directives;
mod effects;
mod field_names;
mod fragment_names;
mod fragment_places;
mod fragment_types;
mod input_fields;
mod leaves;
mod operation_names;
mod outcomes;
mod overlaps;
mod paging;
mod required_arguments;
mod reserved;
mod settings;
mod shared_selections;
mod subscriptions;
mod values;
mod variable_names;
mod variable_places;
mod variable_types;

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::facts::Context;
use crate::diagnostic::Diagnostic;
use crate::syntax::tree::Name;

type Rule = fn(&Context<'_>, &mut Vec<Diagnostic>);

/// All rules, in the order of the specification, ours last.
const RULES: [Rule; 27] = [
    definitions::check,
    operation_names::check,
    subscriptions::check,
    field_names::check,
    overlaps::check,
    leaves::check,
    argument_names::check,
    required_arguments::check,
    fragment_names::check,
    fragment_types::check,
    cycles::check,
    fragment_places::check,
    values::check,
    input_fields::check,
    directives::check,
    variable_names::check,
    variable_types::check,
    variable_places::check,
    effects::check,
    codes::check,
    outcomes::check,
    defects::check,
    paging::check,
    deprecated::check,
    settings::check,
    reserved::check,
    shared_selections::check,
];

/// Runs all rules; what is wrong is told in `found`.
pub(super) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    RULES.iter().for_each(|rule| rule(context, found));
}

/// A diagnostic for each name that stood before.
fn repeated<'n>(
    rule: &'static str,
    what: &str,
    names: impl IntoIterator<Item = &'n Name>,
    found: &mut Vec<Diagnostic>,
) {
    let mut known: BTreeMap<&str, &Name> = BTreeMap::new();
    for name in names {
        match known.entry(&name.text) {
            Entry::Occupied(first) => {
                let first = first.get();
                let message = format!("there are two {what} with the name `{}`", name.text);
                found.push(
                    Diagnostic::new(rule, name.span, message)
                        .saying("again")
                        .label(first.span, "first here"),
                );
            }
            Entry::Vacant(entry) => _ = entry.insert(name),
        }
    }
}
