//! A selection set to its entries: fields merged by key, fragments that stand for themselves as spreads, everything
//! else (inline fragments, conditional spreads) taken apart into fields.

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
        let mut entries = Vec::new();
        for part in parts {
            self.walk(part.set, part.conditional, &mut entries);
        }
        entries
    }

    fn walk(self, set: &'d SelectionSet, conditional: bool, entries: &mut Vec<Entry<'d>>) {
        for item in &set.items {
            match item {
                Selection::Field(field) => add_field(field, conditional, entries),
                Selection::Spread(spread) => self.spread(spread, conditional, entries),
                Selection::Inline(inline) => self.inline(inline, conditional, entries),
            }
        }
    }

    fn inline(self, inline: &'d Inline, conditional: bool, entries: &mut Vec<Entry<'d>>) {
        if inline
            .on
            .as_deref()
            .is_none_or(|on| always_is(self.schema, self.on, on))
        {
            self.walk(
                &inline.selection,
                conditional || is_conditional(&inline.directives),
                entries,
            );
        }
    }

    fn spread(self, spread: &'d Spread, conditional: bool, entries: &mut Vec<Entry<'d>>) {
        let Some(fragment) = fragment(self.document, &spread.fragment) else {
            return;
        };
        if !always_is(self.schema, self.on, &fragment.on) {
            return;
        }
        let conditional = conditional || is_conditional(&spread.directives);
        if conditional || self.flat {
            return self.walk(&fragment.selection, conditional, entries);
        }
        let again = |entry: &Entry<'_>| matches!(entry, Entry::Spread(known, _) if known.fragment == spread.fragment);
        if !entries.iter().any(again) {
            entries.push(Entry::Spread(spread, fragment));
        }
    }
}

fn add_field<'d>(field: &'d Field, conditional: bool, entries: &mut Vec<Entry<'d>>) {
    let conditional = conditional || is_conditional(&field.directives);
    let same = |entry: &&mut Entry<'d>| matches!(entry, Entry::Field(known) if known.field.key() == field.key());
    let Some(Entry::Field(known)) = entries.iter_mut().find(same) else {
        // What stands there once is there with all that is below it.
        let below = field.selection.iter().map(Part::from).collect();
        return entries.push(Entry::Field(Merged {
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
    known
        .below
        .extend(field.selection.iter().map(|set| Part { set, conditional }));
    known.conditional &= conditional;
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

fn is_conditional(directives: &[Directive]) -> bool {
    directives
        .iter()
        .any(|directive| matches!(directive.name.as_str(), "include" | "skip"))
}
