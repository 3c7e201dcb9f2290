//! Selections on interfaces and unions: which types the fragments in them tell apart, and a shape for each.

use std::collections::BTreeSet;

use crate::document::{Selection, SelectionSet, Spread};

use super::builder::Builder;
use super::objects::Site;
use super::selection::{
    Part, Scope, Stands, always_is, fragment, is_abstract, is_conditional, possible_types,
};
use super::{AbstractShape, Body, ObjectId, ObjectShape, VariantShape};

/// The key that tells the type of an object, asked for where types are told apart.
pub(super) const TYPENAME: &str = "__typename";

impl<'d> Scope<'d> {
    /// The object types that fragments in `parts` tell apart, each once, in the order of the schema.
    pub(super) fn told_apart(self, parts: &[Part<'d>]) -> Vec<&'d str> {
        let mut conditions = Conditions {
            scope: self,
            found: BTreeSet::new(),
            seen: BTreeSet::new(),
        };
        parts.iter().for_each(|part| conditions.part(*part));
        let mut types = possible_types(self.schema, self.on);
        types.retain(|object| {
            conditions
                .found
                .iter()
                .any(|condition| always_is(self.schema, object, condition))
        });
        types
    }
}

/// The types that fragments of one object ask for, as far as not every object there is one.
struct Conditions<'d> {
    scope: Scope<'d>,
    found: BTreeSet<&'d str>,
    /// The fragments that were looked into.
    seen: BTreeSet<&'d str>,
}

impl<'d> Conditions<'d> {
    fn part(&mut self, part: Part<'d>) {
        for item in &part.set.items {
            match item {
                Selection::Field(_) => {}
                Selection::Inline(inline) => {
                    inline.on.iter().for_each(|on| self.condition(on));
                    let conditional = part.conditional || is_conditional(&inline.directives);
                    self.part(Part {
                        set: &inline.selection,
                        conditional,
                    });
                }
                Selection::Spread(spread) => self.spread(spread, part.conditional),
            }
        }
    }

    fn spread(&mut self, spread: &'d Spread, conditional: bool) {
        let Some(fragment) = fragment(self.scope.document, &spread.fragment) else {
            return;
        };
        self.condition(&fragment.on);
        // As for the entries: what is taken apart is looked into, what stands for itself is not.
        let conditional = conditional || is_conditional(&spread.directives);
        let is_taken_apart = matches!(self.scope.stands(spread, conditional), Stands::Apart);
        if is_taken_apart && self.seen.insert(&fragment.name) {
            self.part(Part {
                set: &fragment.selection,
                conditional: true,
            });
        }
    }

    fn condition(&mut self, on: &'d str) {
        if !always_is(self.scope.schema, self.scope.on, on) {
            self.found.insert(on);
        }
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
        // First what is selected of the interface itself, which names what it has: a refinement more changes no name.
        let other = site.below("Other", site.span);
        let other = self.plain_object(scope, parts, &other, site);
        let mut variant = |on: &'d str| {
            let below = site.below(on, site.span);
            let object = self.plain_object(Scope { on, ..scope }, parts, &below, &below);
            VariantShape {
                on: on.to_owned(),
                object,
            }
        };
        let variants: Vec<_> = apart.iter().map(|on| variant(on)).collect();
        let common = self.common(&variants, other);
        let body = Body::Abstract(AbstractShape {
            tag: TYPENAME.to_owned(),
            variants,
            other,
            common,
        });
        let shape = ObjectShape {
            on: scope.on.to_owned(),
            is_object: false,
            doc: self.doc_of(scope.on),
            body,
            verdict: None,
        };
        self.placed(place, shape)
    }
}
