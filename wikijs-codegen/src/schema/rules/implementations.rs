//! Section 3.6, "Objects implement interfaces": what implements an interface has its fields, of the same or narrower
//! types and with its arguments, and implements what that implements. An interface does not implement itself,
//! nor what implements it.
//!
//! Bad: `interface Node { id: ID! } type Page implements Node { title: String }`.
//! Good: `interface Node { id: ID! } type Page implements Node { id: ID! title: String }`.

use crate::diagnostic::Diagnostic;
use crate::schema::{FieldDef, InputValueDef, ObjectDef, Schema, TypeDef, TypeKind, TypeRef};

const RULE: &str = "implementation";

/// The rule.
pub(super) fn check(schema: &Schema, found: &mut Vec<Diagnostic>) {
    for def in schema.types.values() {
        let (TypeKind::Object(object) | TypeKind::Interface(object)) = &def.kind else {
            continue;
        };
        for name in &object.interfaces {
            let interface = schema
                .types
                .get(name)
                .filter(|found| found.name != def.name);
            match interface.map(|interface| (interface, &interface.kind)) {
                Some((_, TypeKind::Interface(wanted))) if wanted.interfaces.contains(&def.name) => {
                    let message = format!("`{}` and `{name}` implement each other", def.name);
                    found.push(wrong(def, message));
                }
                Some((interface, TypeKind::Interface(wanted))) => {
                    Implementation {
                        schema,
                        def,
                        object,
                        interface,
                    }
                    .check(wanted, found);
                }
                Some(_) => {}
                None if *name == def.name => {
                    found.push(wrong(def, format!("`{name}` implements itself")))
                }
                None => {}
            }
        }
    }
}

fn wrong(def: &TypeDef, message: String) -> Diagnostic {
    Diagnostic::new(RULE, def.span, message)
}

struct Implementation<'s> {
    schema: &'s Schema,
    def: &'s TypeDef,
    object: &'s ObjectDef,
    interface: &'s TypeDef,
}

impl Implementation<'_> {
    fn check(&self, wanted: &ObjectDef, found: &mut Vec<Diagnostic>) {
        let missing = wanted
            .interfaces
            .iter()
            .filter(|name| !self.object.interfaces.contains(name));
        found.extend(missing.filter(|name| **name != self.def.name).map(|name| {
            let message = format!(
                "`{}` implements `{}` and so `{name}`, too",
                self.def.name, self.interface.name
            );
            wrong(self.def, message).help(format!("add `{name}` to what it implements"))
        }));
        wanted
            .fields
            .iter()
            .for_each(|field| self.field(field, found));
    }

    fn field(&self, wanted: &FieldDef, found: &mut Vec<Diagnostic>) {
        let (name, owner, interface) = (&wanted.name, &self.def.name, &self.interface.name);
        let Some(field) = self.object.fields.iter().find(|field| field.name == *name) else {
            let message = format!("`{owner}` implements `{interface}` without its field `{name}`");
            found.push(
                wrong(self.def, message)
                    .label(wanted.span, "of the interface")
                    .help(format!("add `{name}: {}`", wanted.ty)),
            );
            return;
        };
        if !self.is_within(&field.ty, &wanted.ty) {
            let message = format!(
                "`{owner}.{name}` is `{}`, and `{interface}` says `{}`",
                field.ty, wanted.ty
            );
            found.push(
                Diagnostic::new(RULE, field.span, message).label(wanted.span, "of the interface"),
            );
        }
        self.arguments(field, wanted, found);
    }

    fn arguments(&self, field: &FieldDef, wanted: &FieldDef, found: &mut Vec<Diagnostic>) {
        let place = format!("{}.{}", self.def.name, field.name);
        for argument in &wanted.arguments {
            let own = field.arguments.iter().find(|own| own.name == argument.name);
            if own.is_none_or(|own| own.ty != argument.ty) {
                let message = format!(
                    "`{place}` needs the argument `{}: {}`",
                    argument.name, argument.ty
                );
                found.push(
                    Diagnostic::new(RULE, field.span, message)
                        .label(argument.span, "of the interface"),
                );
            }
        }
        let known = |name: &str| {
            wanted
                .arguments
                .iter()
                .any(|argument| argument.name == name)
        };
        let more = field
            .arguments
            .iter()
            .filter(|own| own.is_required() && !known(&own.name));
        found.extend(more.map(|own| unknown_to_interface(&place, own)));
    }

    /// Whether every value of `ty` is one of `wanted`.
    fn is_within(&self, ty: &TypeRef, wanted: &TypeRef) -> bool {
        match (ty, wanted) {
            (TypeRef::NonNull(ty), TypeRef::NonNull(wanted))
            | (TypeRef::List(ty), TypeRef::List(wanted)) => self.is_within(ty, wanted),
            (TypeRef::NonNull(ty), _) => self.is_within(ty, wanted),
            (TypeRef::Named(ty), TypeRef::Named(wanted)) => {
                ty == wanted || self.is_one_of(ty, wanted)
            }
            _ => false,
        }
    }

    fn is_one_of(&self, ty: &str, wanted: &str) -> bool {
        let implements = match self.schema.types.get(ty).map(|def| &def.kind) {
            Some(TypeKind::Object(object) | TypeKind::Interface(object)) => {
                object.interfaces.iter().any(|name| name == wanted)
            }
            _ => false,
        };
        implements
            || matches!(self.schema.types.get(wanted).map(|def| &def.kind), Some(TypeKind::Union(members)) if members.iter().any(|name| name == ty))
    }
}

fn unknown_to_interface(place: &str, argument: &InputValueDef) -> Diagnostic {
    let message = format!(
        "`{place}` requires `{}`, which the interface does not know",
        argument.name
    );
    Diagnostic::new(RULE, argument.span, message).help("make it nullable, or give it a default")
}
