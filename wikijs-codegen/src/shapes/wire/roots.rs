//! The fields at the root of an operation. Fragments there are taken apart, with their directives put on the fields, as
//! a batch gives each field an alias of its own. Where a directive would stand twice there, each of those around the field
//! has an inline fragment of its own.

use crate::document::{Directive, Document, Field, Selection, SelectionSet};
use crate::shapes::selection::fragment;

/// A field at the root, with the directives of the fragments around it.
pub(super) struct RootField<'d> {
    pub(super) field: &'d Field,
    pub(super) around: Vec<&'d Directive>,
}

impl RootField<'_> {
    /// Whether the directives around it can stand on the field: each once, and those that are the same at both places.
    pub(super) fn is_plain(&self) -> bool {
        let directives = || self.around.iter().copied().chain(&self.field.directives);
        let is_once =
            |one: &Directive| directives().filter(|other| other.name == one.name).count() == 1;
        let is_of_both = |one: &Directive| matches!(one.name.as_str(), "include" | "skip");
        self.around
            .iter()
            .all(|one| is_once(one) && is_of_both(one))
    }
}

/// The fields at the root.
pub(super) fn root_fields<'d>(document: &'d Document, set: &'d SelectionSet) -> Vec<RootField<'d>> {
    let mut fields = Vec::new();
    walk(document, set, &[], &mut fields);
    fields
}

fn walk<'d>(
    document: &'d Document,
    set: &'d SelectionSet,
    around: &[&'d Directive],
    fields: &mut Vec<RootField<'d>>,
) {
    for item in &set.items {
        match item {
            Selection::Field(field) => fields.push(RootField {
                field,
                around: around.to_vec(),
            }),
            Selection::Inline(inline) => walk(
                document,
                &inline.selection,
                &joined(around, &inline.directives),
                fields,
            ),
            Selection::Spread(spread) => {
                let Some(fragment) = fragment(document, &spread.fragment) else {
                    continue;
                };
                walk(
                    document,
                    &fragment.selection,
                    &joined(around, &spread.directives),
                    fields,
                );
            }
        }
    }
}

fn joined<'d>(around: &[&'d Directive], directives: &'d [Directive]) -> Vec<&'d Directive> {
    around.iter().copied().chain(directives).collect()
}
