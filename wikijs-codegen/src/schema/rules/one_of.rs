//! `@oneOf` (graphql-js 16): no field of such an input object is non-null or has a default. What must be given cannot be
//! deprecated.
//!
//! Bad: `input By @oneOf { id: ID! }`; `input By @oneOf { id: ID = 1 }`; `f(a: Int! @deprecated): Int`.
//! Good: `input By @oneOf { id: ID, name: String }`.

use crate::diagnostic::Diagnostic;
use crate::schema::{InputValueDef, Schema, TypeDef, TypeKind};

const RULE: &str = "one-of-field";
const REQUIRED: &str = "deprecated-required";

/// The rule.
pub(super) fn check(schema: &Schema, found: &mut Vec<Diagnostic>) {
    for def in schema.types.values() {
        if let TypeKind::Input(fields) = &def.kind {
            let wrong = fields.iter().filter(|_| def.notes.one_of);
            found.extend(wrong.filter_map(|field| not_one(def, field)));
        }
    }
    let directives = schema.directives.values().flat_map(|def| &def.arguments);
    let arguments = schema.types.values().flat_map(inputs).chain(directives);
    found.extend(
        arguments
            .filter(|def| def.is_required() && def.deprecated.is_some())
            .map(needed),
    );
}

fn inputs(def: &TypeDef) -> Vec<&InputValueDef> {
    match &def.kind {
        TypeKind::Input(fields) => fields.iter().collect(),
        _ => def
            .fields()
            .iter()
            .flat_map(|field| &field.arguments)
            .collect(),
    }
}

fn not_one(def: &TypeDef, field: &InputValueDef) -> Option<Diagnostic> {
    let what = match (field.ty.is_nullable(), &field.default) {
        (false, _) => "cannot be non-null",
        (true, Some(_)) => "cannot have a default",
        (true, None) => return None,
    };
    let message = format!(
        "the field `{}.{}` {what}: `{}` is `@oneOf`",
        def.name, field.name, def.name
    );
    Some(Diagnostic::new(RULE, field.span, message))
}

fn needed(def: &InputValueDef) -> Diagnostic {
    let message = format!("`{}` must be given and cannot be deprecated", def.name);
    Diagnostic::new(REQUIRED, def.span, message).help("make it nullable, or give it a default")
}
