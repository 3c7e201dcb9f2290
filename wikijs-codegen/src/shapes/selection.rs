//! A selection set to its entries: fields merged by key, fragments that stand for themselves as spreads, everything
//! else (inline fragments, spreads under a condition that no key tells of) taken apart into fields.

use std::collections::BTreeSet;

use crate::document::{
    Directive, Document, Field, Fragment, Inline, Selection, SelectionSet, Spread,
};
use crate::schema::{Schema, TypeKind};

/// One entry of an object shape.
#[derive(Debug)]
pub(super) enum Entry<'d> {
    /// A field.
    Field(Merged<'d>),
    /// A fragment that is read from the same object.
    Spread(&'d Spread, &'d Fragment),
    /// The same under a condition: it was asked for where this key is in the answer.
    SpreadIf(&'d Spread, &'d Fragment, &'d str),
}

/// A field with all that is selected below it, wherever that is written.
#[derive(Debug)]
pub(super) struct Merged<'d> {
    /// The field where it stands first.
    pub(super) field: &'d Field,
    /// All selection sets below it.
    pub(super) below: Vec<Part<'d>>,
    /// Whether it may be missing from the answer (`@include`, `@skip`).
    pub(super) conditional: bool,
}

/// One of the selection sets that an object is put together from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part<'d> {
    /// The selection set.
    pub(super) set: &'d SelectionSet,
    /// Whether the object may be there without it.
    pub(super) conditional: bool,
}

impl<'d> From<&'d SelectionSet> for Part<'d> {
    fn from(set: &'d SelectionSet) -> Self {
        Self {
            set,
            conditional: false,
        }
    }
}

/// What selection sets are read with: the fragments, and the type that stands before us.
#[derive(Clone, Copy)]
pub(super) struct Scope<'d> {
    /// The schema.
    pub(super) schema: &'d Schema,
    /// The document.
    pub(super) document: &'d Document,
    /// The type whose fields are wanted; fragments on types it cannot be are left out.
    pub(super) on: &'d str,
    /// Whether spreads are taken apart, too.
    pub(super) flat: bool,
}

impl<'d> Scope<'d> {
    /// The entries of `parts`, all of the same object, in the order written.
    pub(super) fn entries(self, parts: &[Part<'d>]) -> Vec<Entry<'d>> {
        let mut walk = Walk {
            scope: self,
            entries: Vec::new(),
            seen: BTreeSet::new(),
        };
        parts
            .iter()
            .for_each(|part| walk.set(part.set, part.conditional));
        walk.entries
    }
}

/// What becomes of a spread.
pub(super) enum Stands<'d> {
    /// It is a part of its own.
    Always,
    /// It is one where the answer has this key.
    If(&'d str),
    /// It is taken apart into its fields.
    Apart,
}

impl<'d> Scope<'d> {
    /// What becomes of a spread, which stands under a condition or not.
    pub(super) fn stands(self, spread: &Spread, conditional: bool) -> Stands<'d> {
        match self.document.probes.get(&spread.span.key()) {
            _ if self.flat => Stands::Apart,
            _ if !conditional => Stands::Always,
            Some(key) => Stands::If(key),
            None => Stands::Apart,
        }
    }
}

impl Entry<'_> {
    fn spreads(&self, fragment: &Fragment) -> bool {
        match self {
            Self::Field(_) => false,
            Self::Spread(spread, _) | Self::SpreadIf(spread, ..) => {
                spread.fragment == fragment.name
            }
        }
    }
}

/// A walk over all selections of one object.
struct Walk<'d> {
    scope: Scope<'d>,
    entries: Vec<Entry<'d>>,
    /// The fragments that were taken apart, and whether under a condition: a second time tells nothing new, and fragments
    /// that spread each other twice would be walked without end in sight.
    seen: BTreeSet<(&'d str, bool)>,
}

impl<'d> Walk<'d> {
    fn set(&mut self, set: &'d SelectionSet, conditional: bool) {
        for item in &set.items {
            match item {
                Selection::Field(field) => self.field(field, conditional),
                Selection::Spread(spread) => self.spread(spread, conditional),
                Selection::Inline(inline) => self.inline(inline, conditional),
            }
        }
    }

    fn inline(&mut self, inline: &'d Inline, conditional: bool) {
        let Scope { schema, on, .. } = self.scope;
        if inline
            .on
            .as_deref()
            .is_none_or(|condition| always_is(schema, on, condition))
        {
            self.set(
                &inline.selection,
                conditional || is_conditional(&inline.directives),
            );
        }
    }

    fn spread(&mut self, spread: &'d Spread, conditional: bool) {
        let Scope {
            schema,
            document,
            on,
            flat,
        } = self.scope;
        let Some(fragment) = fragment(document, &spread.fragment) else {
            return;
        };
        if !always_is(schema, on, &fragment.on) {
            return;
        }
        let conditional = conditional || is_conditional(&spread.directives);
        let known = self
            .entries
            .iter()
            .position(|entry| entry.spreads(fragment));
        match self.scope.stands(spread, conditional) {
            Stands::Apart if flat || known.is_none() => {
                if self.seen.insert((&fragment.name, conditional)) {
                    self.set(&fragment.selection, conditional);
                }
            }
            Stands::Apart => {}
            Stands::If(key) => {
                let entry = Entry::SpreadIf(spread, fragment, key);
                self.entries.extend(known.is_none().then_some(entry));
            }
            Stands::Always => match known {
                Some(known) => self.entries[known] = Entry::Spread(spread, fragment),
                None => self.entries.push(Entry::Spread(spread, fragment)),
            },
        }
    }

    fn field(&mut self, field: &'d Field, conditional: bool) {
        let conditional = conditional || is_conditional(&field.directives);
        let same = |entry: &&mut Entry<'d>| matches!(entry, Entry::Field(known) if known.field.key() == field.key());
        let Some(Entry::Field(known)) = self.entries.iter_mut().find(same) else {
            // What stands there once is there with all that is below it, unless another fragment asks for it, too.
            let apart = conditional && self.scope.document.apart.contains(&field.span.key());
            let part = |set| Part {
                set,
                conditional: apart,
            };
            let below = field.selection.iter().map(part).collect();
            return self.entries.push(Entry::Field(Merged {
                field,
                below,
                conditional,
            }));
        };
        // What stands there twice can be there for one reason and without what the other asks for.
        if known.conditional {
            known
                .below
                .iter_mut()
                .for_each(|part| part.conditional = true);
        }
        field
            .selection
            .iter()
            .for_each(|set| known.add(Part { set, conditional }));
        known.conditional &= conditional;
    }
}

impl<'d> Merged<'d> {
    /// Adds a selection set; one that is there already stays once, and without a condition if it has none either time.
    fn add(&mut self, part: Part<'d>) {
        match self
            .below
            .iter_mut()
            .find(|known| std::ptr::eq(known.set, part.set))
        {
            Some(known) => known.conditional &= part.conditional,
            None => self.below.push(part),
        }
    }
}

/// The fragment of this name.
pub(super) fn fragment<'d>(document: &'d Document, name: &str) -> Option<&'d Fragment> {
    document
        .fragments
        .iter()
        .find(|fragment| fragment.name == name)
}

/// Whether every object of the type `sub` is one of the type `of`, also those of types that the schema does not know
/// yet: that all types of today are does not count.
pub(super) fn always_is(schema: &Schema, sub: &str, of: &str) -> bool {
    sub == of || is_member(schema, sub, of)
}

/// Whether the type is an interface or a union.
pub(super) fn is_abstract(schema: &Schema, name: &str) -> bool {
    let kind = schema.types.get(name).map(|def| &def.kind);
    matches!(kind, Some(TypeKind::Interface(_) | TypeKind::Union(_)))
}

/// The object types that an object of this type can have, in order of name (of the schema, for a union).
pub(super) fn possible_types<'d>(schema: &'d Schema, name: &str) -> Vec<&'d str> {
    match schema.types.get(name).map(|def| (&def.name, &def.kind)) {
        Some((name, TypeKind::Object(_))) => vec![name],
        Some((_, TypeKind::Union(members))) => members.iter().map(String::as_str).collect(),
        Some((name, TypeKind::Interface(_))) => implementations(schema, name),
        _ => Vec::new(),
    }
}

fn implementations<'d>(schema: &'d Schema, interface: &str) -> Vec<&'d str> {
    let objects = schema
        .types
        .values()
        .filter(|def| matches!(def.kind, TypeKind::Object(_)));
    objects
        .filter(|def| is_member(schema, &def.name, interface))
        .map(|def| def.name.as_str())
        .collect()
}

fn is_member(schema: &Schema, object: &str, of: &str) -> bool {
    if let Some(TypeKind::Union(members)) = schema.types.get(of).map(|def| &def.kind) {
        return members.iter().any(|member| member == object);
    }
    match schema.types.get(object).map(|def| &def.kind) {
        Some(TypeKind::Object(def) | TypeKind::Interface(def)) => {
            def.interfaces.iter().any(|name| name == of)
        }
        _ => false,
    }
}

pub(super) fn is_conditional(directives: &[Directive]) -> bool {
    directives
        .iter()
        .any(|directive| matches!(directive.name.as_str(), "include" | "skip"))
}
