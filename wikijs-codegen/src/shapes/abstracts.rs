//! Selections on interfaces and unions: which types the fragments in them tell apart, and a shape for each.

use crate::document::{Selection, SelectionSet};

use super::builder::Builder;
use super::objects::Site;
use super::selection::{Scope, always_is, fragment, is_abstract, possible_types};
use super::{AbstractShape, Body, ObjectId, ObjectShape, VariantShape};

/// The key that tells the type of an object, asked for where types are told apart.
pub(super) const TYPENAME: &str = "__typename";

impl<'d> Scope<'d> {
    /// The object types that fragments in `sets` tell apart, each once, in the order of the schema.
    pub(super) fn told_apart(self, sets: &[&'d SelectionSet]) -> Vec<&'d str> {
        let mut conditions = Vec::new();
        sets.iter()
            .for_each(|set| self.conditions(set, &mut conditions));
        let mut types = possible_types(self.schema, self.on);
        types.retain(|object| {
            conditions
                .iter()
                .any(|condition| always_is(self.schema, object, condition))
        });
        types
    }

    fn conditions(self, set: &'d SelectionSet, conditions: &mut Vec<&'d str>) {
        for item in &set.items {
            match item {
                Selection::Field(_) => {}
                Selection::Inline(inline) => {
                    self.condition(inline.on.as_deref(), conditions);
                    self.conditions(&inline.selection, conditions);
                }
                Selection::Spread(spread) => {
                    let Some(fragment) = fragment(self.document, &spread.fragment) else {
                        continue;
                    };
                    self.condition(Some(&fragment.on), conditions);
                    if self.flat || !spread.directives.is_empty() {
                        self.conditions(&fragment.selection, conditions);
                    }
                }
            }
        }
    }

    fn condition(self, on: Option<&'d str>, conditions: &mut Vec<&'d str>) {
        conditions.extend(on.filter(|on| !always_is(self.schema, self.on, on)));
    }
}

/// Whether the server must be asked for the type of the objects of this selection set.
pub(super) fn needs_typename(scope: Scope<'_>, set: &SelectionSet) -> bool {
    let is_asked = |item: &Selection| matches!(item, Selection::Field(field) if field.key() == TYPENAME && field.directives.is_empty());
    is_abstract(scope.schema, scope.on)
        && !set.items.iter().any(is_asked)
        && !scope.told_apart(&[set]).is_empty()
}

impl<'d> Builder<'d> {
    /// The object that `sets` are read into where the types `apart` are told apart.
    pub(super) fn abstract_object(
        &mut self,
        scope: Scope<'d>,
        sets: &[&'d SelectionSet],
        apart: &[&'d str],
        site: &Site,
    ) -> ObjectId {
        let place = self.place(site);
        let mut variant = |on: &'d str| {
            let object = self.plain_object(Scope { on, ..scope }, sets, &site.below(on, site.span));
            VariantShape {
                on: on.to_owned(),
                object,
            }
        };
        let variants = apart.iter().map(|on| variant(on)).collect();
        let other = self.plain_object(scope, sets, &site.below("Other", site.span));
        let body = Body::Abstract(AbstractShape {
            tag: TYPENAME.to_owned(),
            variants,
            other,
        });
        let shape = ObjectShape {
            on: scope.on.to_owned(),
            doc: self.doc_of(scope.on),
            body,
            verdict: None,
        };
        self.placed(place, shape)
    }
}
