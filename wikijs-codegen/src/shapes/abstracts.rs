//! Selections on interfaces and unions: which types the fragments in them tell apart, and a shape for each.

use crate::document::{Selection, SelectionSet};

use super::builder::Builder;
use super::objects::Site;
use super::selection::{Part, Scope, always_is, fragment, is_abstract, possible_types};
use super::{AbstractShape, Body, ObjectId, ObjectShape, VariantShape};

/// The key that tells the type of an object, asked for where types are told apart.
pub(super) const TYPENAME: &str = "__typename";

impl<'d> Scope<'d> {
    /// The object types that fragments in `parts` tell apart, each once, in the order of the schema.
    pub(super) fn told_apart(self, parts: &[Part<'d>]) -> Vec<&'d str> {
        let mut conditions = Vec::new();
        parts
            .iter()
            .for_each(|part| self.conditions(*part, &mut conditions));
        let mut types = possible_types(self.schema, self.on);
        types.retain(|object| {
            conditions
                .iter()
                .any(|condition| always_is(self.schema, object, condition))
        });
        types
    }

    fn conditions(self, part: Part<'d>, conditions: &mut Vec<&'d str>) {
        let Part { set, conditional } = part;
        for item in &set.items {
            match item {
                Selection::Field(_) => {}
                Selection::Inline(inline) => {
                    self.condition(inline.on.as_deref(), conditions);
                    let conditional = conditional || !inline.directives.is_empty();
                    self.conditions(
                        Part {
                            set: &inline.selection,
                            conditional,
                        },
                        conditions,
                    );
                }
                Selection::Spread(spread) => {
                    let Some(fragment) = fragment(self.document, &spread.fragment) else {
                        continue;
                    };
                    self.condition(Some(&fragment.on), conditions);
                    // As for `entries`: what is taken apart is looked into, what stands for itself is not.
                    if self.flat || conditional || !spread.directives.is_empty() {
                        self.conditions(
                            Part {
                                set: &fragment.selection,
                                conditional: true,
                            },
                            conditions,
                        );
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
pub(super) fn needs_typename<'d>(scope: Scope<'d>, set: &'d SelectionSet) -> bool {
    let is_asked = |item: &Selection| matches!(item, Selection::Field(field) if field.key() == TYPENAME && field.directives.is_empty());
    is_abstract(scope.schema, scope.on)
        && !set.items.iter().any(is_asked)
        && !scope.told_apart(&[set.into()]).is_empty()
}

impl<'d> Builder<'d> {
    /// The object that `parts` are read into where the types `apart` are told apart.
    pub(super) fn abstract_object(
        &mut self,
        scope: Scope<'d>,
        parts: &[Part<'d>],
        apart: &[&'d str],
        site: &Site,
    ) -> ObjectId {
        let place = self.place(site);
        let mut variant = |on: &'d str| {
            let object =
                self.plain_object(Scope { on, ..scope }, parts, &site.below(on, site.span));
            VariantShape {
                on: on.to_owned(),
                object,
            }
        };
        let variants = apart.iter().map(|on| variant(on)).collect();
        let other = self.plain_object(scope, parts, &site.below("Other", site.span));
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
