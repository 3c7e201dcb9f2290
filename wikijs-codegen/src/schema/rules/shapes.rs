//! Sections 3.6 to 3.10: types have parts, names of one's own do not begin with `__`, a member stands in a union once.
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
    let TypeKind::Union(members) = &def.kind else {
        return None;
    };
    let twice = members
        .iter()
        .enumerate()
        .find(|(number, name)| members[..*number].contains(name));
    let (_, name) = twice?;
    Some(Diagnostic::new(
        MEMBER,
        def.span,
        format!("`{name}` stands in the union `{}` twice", def.name),
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
    found.extend(
        names
            .into_iter()
            .filter(|(name, _)| name.starts_with("__"))
            .map(reserved),
    );
}

fn reserved((name, span): (&String, Span)) -> Diagnostic {
    let message = format!("`{name}` begins with `__`, which GraphQL keeps for itself");
    Diagnostic::new(NAME, span, message)
}
