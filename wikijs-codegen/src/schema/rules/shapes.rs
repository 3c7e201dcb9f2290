//! Sections 3.6 to 3.10: types have parts, names of one's own do not begin with `__`, a member stands in a union once
//! and an interface in what implements it.
//!
//! Bad: `type Page`; `enum State`; `union Found = Page | Page`; `type __Page { id: Int }`.
//! Good: `type Page { id: Int }`.

use crate::diagnostic::Diagnostic;
use crate::schema::{Schema, TypeDef, TypeKind};
use crate::source::{FileId, Span};

const EMPTY: &str = "empty-type";
const NAME: &str = "reserved-name";
const MEMBER: &str = "duplicate-name";

/// The rule.
pub(super) fn check(schema: &Schema, found: &mut Vec<Diagnostic>) {
    let own = schema.types.values().chain(schema.client_types.values());
    for def in own.filter(|def| def.span.file != FileId::BUILT_IN) {
        check_names(def, found);
        found.extend(check_parts(def));
        found.extend(check_members(def));
    }
    let own = schema
        .directives
        .values()
        .filter(|def| def.span.file != FileId::BUILT_IN);
    let names = own.flat_map(|def| {
        let arguments = def
            .arguments
            .iter()
            .map(|argument| (&argument.name, argument.span));
        arguments.chain([(&def.name, def.span)])
    });
    found.extend(names.filter(is_reserved).map(reserved));
}

fn check_parts(def: &TypeDef) -> Option<Diagnostic> {
    let (empty, what) = match &def.kind {
        TypeKind::Scalar => return None,
        TypeKind::Object(object) | TypeKind::Interface(object) => {
            (object.fields.is_empty(), "fields")
        }
        TypeKind::Union(members) => (members.is_empty(), "members"),
        TypeKind::Enum(values) => (values.is_empty(), "values"),
        TypeKind::Input(fields) => (fields.is_empty(), "fields"),
    };
    empty.then(|| Diagnostic::new(EMPTY, def.span, format!("`{}` has no {what}", def.name)))
}

fn check_members(def: &TypeDef) -> Option<Diagnostic> {
    let (members, verb) = match &def.kind {
        TypeKind::Union(members) => (members, "has the member"),
        TypeKind::Object(object) | TypeKind::Interface(object) => {
            (&object.interfaces, "implements")
        }
        TypeKind::Scalar | TypeKind::Enum(_) | TypeKind::Input(_) => return None,
    };
    let mut numbered = members.iter().enumerate();
    let (_, name) = numbered.find(|(number, name)| members[..*number].contains(name))?;
    Some(Diagnostic::new(
        MEMBER,
        def.span,
        format!("`{}` {verb} `{name}` twice", def.name),
    ))
}

fn check_names(def: &TypeDef, found: &mut Vec<Diagnostic>) {
    let mut names = vec![(&def.name, def.span)];
    match &def.kind {
        TypeKind::Object(object) | TypeKind::Interface(object) => {
            for field in &object.fields {
                names.push((&field.name, field.span));
                names.extend(
                    field
                        .arguments
                        .iter()
                        .map(|argument| (&argument.name, argument.span)),
                );
            }
        }
        TypeKind::Input(fields) => {
            names.extend(fields.iter().map(|field| (&field.name, field.span)))
        }
        TypeKind::Enum(values) => {
            names.extend(values.iter().map(|value| (&value.name, value.span)))
        }
        TypeKind::Scalar | TypeKind::Union(_) => {}
    }
    found.extend(names.into_iter().filter(is_reserved).map(reserved));
}

fn is_reserved((name, _): &(&String, Span)) -> bool {
    name.starts_with("__")
}

fn reserved((name, span): (&String, Span)) -> Diagnostic {
    let message = format!("`{name}` begins with `__`, which GraphQL keeps for itself");
    Diagnostic::new(NAME, span, message)
}
