//! Section 5.3.1, Field Selections: a field that is selected exists on the type it is selected from.
//!
//! Bad: `query Q { page { titel } }`.
//! Good: `query Q { page { title } }`.

use crate::check::facts::{Context, FieldFact};
use crate::diagnostic::{Diagnostic, did_you_mean, list_of_names};
use crate::schema::{Schema, TypeDef, TypeKind};

const RULE: &str = "unknown-field";

/// The rule.
pub(super) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for field in context.all().flat_map(|facts| &facts.fields) {
        if let (Some(parent), None) = (field.parent, field.def) {
            found.push(unknown(context.schema, field, parent));
        }
    }
}

fn unknown(schema: &Schema, field: &FieldFact<'_>, parent: &TypeDef) -> Diagnostic {
    let name = &field.node.name;
    let message = format!("the type `{}` has no field `{}`", parent.name, name.text);
    let help = on_other_types(schema, parent, &name.text).or_else(|| {
        let names = parent.fields().iter().map(|field| field.name.as_str());
        did_you_mean(&name.text, names)
    });
    Diagnostic::new(RULE, name.span, message)
        .saying(format!("not a field of `{}`", parent.name))
        .help_if(help)
}

/// The types behind an abstract one that do have the field.
fn on_other_types(schema: &Schema, parent: &TypeDef, field: &str) -> Option<String> {
    if matches!(parent.kind, TypeKind::Object(_)) {
        return None;
    }
    let possible = schema.possible_types(&parent.name);
    let having: Vec<&str> = possible
        .into_iter()
        .filter(|name| schema.field(name, field).is_some())
        .take(5)
        .collect();
    let first = having.first()?;
    let have = if having.len() == 1 { "has" } else { "have" };
    Some(format!(
        "{} {have} it: write `... on {first} {{ {field} }}`",
        list_of_names(&having, "and")
    ))
}
