//! Section 5.3.3, Leaf Field Selections: an object needs a selection, a scalar or enum has none.
//!
//! Bad: `query Q { page }`; `query Q { page { id { value } } }`.
//! Good: `query Q { page { id } }`.

use crate::check::facts::{Context, FieldFact};
use crate::diagnostic::Diagnostic;
use crate::schema::{FieldDef, TypeDef, TypeKind};

const RULE: &str = "leaf-selection";

/// The rule.
pub(super) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for field in context.all().flat_map(|facts| &facts.fields) {
        let Some(def) = field.def else { continue };
        let Some(ty) = context.schema.types.get(def.ty.name()) else {
            continue;
        };
        found.extend(check_field(field, def, ty));
    }
}

fn check_field(field: &FieldFact<'_>, def: &FieldDef, ty: &TypeDef) -> Option<Diagnostic> {
    let name = &field.node.name;
    match &field.node.selection {
        None if ty.is_composite() => {
            let message = format!(
                "`{}` is of type `{}`: say which of its fields to select",
                name.text, def.ty
            );
            Some(Diagnostic::new(RULE, name.span, message).help(format!(
                "write `{} {{ {} }}`",
                name.text,
                example(ty)
            )))
        }
        Some(selection) if !ty.is_composite() => {
            let message = format!(
                "`{}` is of type `{}`, which has no fields",
                name.text, def.ty
            );
            Some(Diagnostic::new(RULE, selection.span, message).help("leave out the braces"))
        }
        _ => None,
    }
}

fn example(ty: &TypeDef) -> String {
    let names: Vec<&str> = ty
        .fields()
        .iter()
        .map(|field| field.name.as_str())
        .take(3)
        .collect();
    match (&ty.kind, names.is_empty()) {
        (TypeKind::Union(members), _) => format!(
            "... on {} {{ … }}",
            members.first().map_or("Type", String::as_str)
        ),
        (_, true) => "…".to_owned(),
        (_, false) => format!("{} …", names.join(" ")),
    }
}
