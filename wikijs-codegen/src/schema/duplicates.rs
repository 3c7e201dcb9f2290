//! Names that stand twice in a type. A field that is repeated word for word is let pass: graphql-js would refuse it, but
//! schemas that are published have such fields (GitHub's, for one), and nothing can go wrong with them.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::{EnumValueDef, FieldDef, InputValueDef, TypeDef, TypeKind};
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// A name that is defined twice.
pub(super) const DUPLICATE: &str = "duplicate-name";

/// Tells of parts that stand twice in a type and leaves the first of them.
pub(super) fn without_duplicates(def: &mut TypeDef, found: &mut Vec<Diagnostic>) {
    match &mut def.kind {
        TypeKind::Object(object) | TypeKind::Interface(object) => {
            unique(&mut object.fields, found);
            object
                .fields
                .iter_mut()
                .for_each(|field| unique_arguments(&mut field.arguments, found));
        }
        TypeKind::Enum(values) => unique(values, found),
        TypeKind::Input(fields) => unique(fields, found),
        TypeKind::Scalar | TypeKind::Union(_) => {}
    }
}

/// The same for the arguments of a field or a directive.
pub(super) fn unique_arguments(arguments: &mut Vec<InputValueDef>, found: &mut Vec<Diagnostic>) {
    unique(arguments, found);
}

/// A part of a type that has a name of its own.
trait Part {
    fn what(&self) -> &'static str;
    fn name(&self) -> (&String, Span);
    fn repeats(&self, _: &Self) -> bool {
        false
    }
}

impl Part for FieldDef {
    fn what(&self) -> &'static str {
        "field"
    }

    fn name(&self) -> (&String, Span) {
        (&self.name, self.span)
    }

    fn repeats(&self, other: &Self) -> bool {
        let same = |(left, right): (&InputValueDef, &InputValueDef)| {
            left.name == right.name && left.ty == right.ty && left.default == right.default
        };
        let arguments = || self.arguments.iter().zip(&other.arguments);
        self.ty == other.ty
            && self.arguments.len() == other.arguments.len()
            && arguments().all(same)
    }
}

impl Part for InputValueDef {
    fn what(&self) -> &'static str {
        "argument or field"
    }

    fn name(&self) -> (&String, Span) {
        (&self.name, self.span)
    }
}

impl Part for EnumValueDef {
    fn what(&self) -> &'static str {
        "value"
    }

    fn name(&self) -> (&String, Span) {
        (&self.name, self.span)
    }
}

fn unique<P: Part>(parts: &mut Vec<P>, found: &mut Vec<Diagnostic>) {
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    let mut kept: Vec<P> = Vec::with_capacity(parts.len());
    for part in parts.drain(..) {
        match known.entry(part.name().0.clone()) {
            Entry::Vacant(entry) => {
                entry.insert(kept.len());
                kept.push(part);
            }
            Entry::Occupied(entry) => {
                let first = &kept[*entry.get()];
                if !part.repeats(first) {
                    found.push(twice(
                        part.what(),
                        entry.key(),
                        first.name().1,
                        part.name().1,
                    ));
                }
            }
        }
    }
    *parts = kept;
}

/// The diagnostic for a name that is defined again.
pub(super) fn twice(what: &str, name: &str, first: Span, second: Span) -> Diagnostic {
    let message = format!("the {what} `{name}` is defined twice");
    Diagnostic::new(DUPLICATE, second, message)
        .saying("defined again")
        .label(first, "first defined here")
}
