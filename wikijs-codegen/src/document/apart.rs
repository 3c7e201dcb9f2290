//! Objects that are there for another's sake. `{ owner { id } ...F }`, where `F` asks for `owner @include(if: $more) { name }`:
//! without `$more` there is an `owner`, and no `name` in it, whatever `F` by itself says.
//!
//! And fragments under a condition, `...F @include(if: $more)`: whether `F` was asked for is seen by a key that nothing
//! but `F` asks for, where there is one.

use std::collections::{BTreeMap, BTreeSet};
use std::ptr;

use super::{Directive, Document, Field, Fragment, Selection, SelectionSet, Spread};
use crate::schema::{Schema, TypeKind};

/// So many objects are looked at. Beyond it are fragments that spread each other for the sake of it.
const BUDGET: usize = 20_000;

/// Notes the fields under a condition whose object may be there without it, and what tells whether a fragment under a
/// condition was asked for: [`Document::apart`], [`Document::probes`].
pub fn apart(document: &mut Document, schema: &Schema) {
    let mut walk = Walk {
        document,
        schema,
        found: BTreeSet::new(),
        probes: BTreeMap::new(),
        seen: BTreeSet::new(),
    };
    for operation in &document.operations {
        walk.object(&[(&operation.selection, false)]);
    }
    let is_whole = walk.seen.len() <= BUDGET;
    let (found, probes) = (walk.found, walk.probes.into_iter());
    let first = probes.filter_map(|(spread, keys)| Some((spread, keys.first()?.to_string())));
    let probes = first.filter(|_| is_whole).collect();
    document.apart = found;
    document.probes = probes;
}

/// A selection set of an object, and whether the object may be there without it.
type Part<'d> = (&'d SelectionSet, bool);
type Key = (crate::source::FileId, u32, u32);

struct Walk<'d> {
    document: &'d Document,
    schema: &'d Schema,
    found: BTreeSet<Key>,
    /// The keys by which each spread under a condition is known, in all objects that it stands in.
    probes: BTreeMap<Key, Vec<&'d str>>,
    /// The objects that were looked at, by what they are put together from.
    seen: BTreeSet<Vec<(*const SelectionSet, bool)>>,
}

/// The fields of one object by key, each with whether it stands under a condition.
#[derive(Default)]
struct Fields<'d> {
    by_key: BTreeMap<&'d str, Vec<(&'d Field, bool)>>,
    fragments: BTreeSet<(&'d str, bool)>,
    /// The spreads under a condition.
    spreads: Vec<(&'d Spread, &'d Fragment)>,
}

impl<'d> Walk<'d> {
    fn object(&mut self, parts: &[Part<'d>]) {
        let mut own: Vec<_> = parts
            .iter()
            .map(|(set, conditional)| (ptr::from_ref(*set), *conditional))
            .collect();
        own.sort();
        own.dedup();
        if self.seen.len() > BUDGET || !self.seen.insert(own) {
            return;
        }
        let mut fields = Fields::default();
        for (set, conditional) in parts {
            self.collect(set, *conditional, &mut fields);
        }
        for (spread, fragment) in &fields.spreads {
            self.probe(spread, fragment, &fields);
        }
        for same in fields.by_key.values() {
            let below: Vec<Part<'d>> = same
                .iter()
                .filter_map(|one| self.below(*one, same))
                .collect();
            if !below.is_empty() {
                self.object(&below);
            }
        }
    }

    fn below(
        &mut self,
        (field, conditional): (&'d Field, bool),
        same: &[(&'d Field, bool)],
    ) -> Option<Part<'d>> {
        let selection = field.selection.as_ref()?;
        let is_other = |other: &Field| !ptr::eq(other, field) && self.may_be_one(other, field);
        let is_apart = conditional && same.iter().any(|(other, _)| is_other(other));
        if is_apart {
            self.found.insert(field.span.key());
        }
        Some((selection, is_apart))
    }

    /// Keeps the keys that nothing but the fragment itself asks for in this object, either.
    fn probe(&mut self, spread: &Spread, fragment: &'d Fragment, fields: &Fields<'d>) {
        let own = plain_fields(fragment);
        let is_own = |field: &Field| own.iter().any(|one| ptr::eq(*one, field));
        let is_alone = |field: &&&'d Field| {
            let mut same = fields.by_key.get(field.key()).into_iter().flatten();
            same.all(|(other, _)| is_own(other) || !self.may_be_one(other, field))
        };
        let alone: Vec<&'d str> = own
            .iter()
            .filter(is_alone)
            .map(|field| field.key())
            .collect();
        match self.probes.get_mut(&spread.span.key()) {
            Some(known) => known.retain(|key| alone.contains(key)),
            None => _ = self.probes.insert(spread.span.key(), alone),
        }
    }

    /// Whether two fields can be of the same object.
    fn may_be_one(&self, one: &Field, other: &Field) -> bool {
        one.parent == other.parent || !self.is_object(&one.parent) || !self.is_object(&other.parent)
    }

    fn is_object(&self, name: &str) -> bool {
        let def = self.schema.types.get(name);
        def.is_some_and(|def| matches!(def.kind, TypeKind::Object(_)))
    }

    fn collect(&self, set: &'d SelectionSet, conditional: bool, to: &mut Fields<'d>) {
        for item in &set.items {
            match item {
                Selection::Field(field) => {
                    let conditional = conditional || is_conditional(&field.directives);
                    to.by_key
                        .entry(field.key())
                        .or_default()
                        .push((field, conditional));
                }
                Selection::Inline(inline) => {
                    let conditional = conditional || is_conditional(&inline.directives);
                    self.collect(&inline.selection, conditional, to);
                }
                Selection::Spread(spread) => {
                    let conditional = conditional || is_conditional(&spread.directives);
                    let Some(fragment) = self.fragment(&spread.fragment) else {
                        continue;
                    };
                    if conditional {
                        to.spreads.push((spread, fragment));
                    }
                    if to.fragments.insert((&fragment.name, conditional)) {
                        self.collect(&fragment.selection, conditional, to);
                    }
                }
            }
        }
    }

    fn fragment(&self, name: &str) -> Option<&'d Fragment> {
        let mut fragments = self.document.fragments.iter();
        fragments.find(|fragment| fragment.name == name)
    }
}

/// The fields that are there wherever the fragment was asked for. The types of objects are asked for of our own accord, too.
fn plain_fields(fragment: &Fragment) -> Vec<&Field> {
    let fields = fragment
        .selection
        .items
        .iter()
        .filter_map(|item| match item {
            Selection::Field(field) => Some(field),
            Selection::Spread(_) | Selection::Inline(_) => None,
        });
    let is_plain =
        |field: &&Field| !is_conditional(&field.directives) && field.key() != "__typename";
    fields.filter(is_plain).collect()
}

fn is_conditional(directives: &[Directive]) -> bool {
    let mut names = directives.iter().map(|directive| directive.name.as_str());
    names.any(|name| matches!(name, "include" | "skip"))
}
