//! Section 5.3.1, Field Selections: a field that is selected exists on the type it is selected from.
//!
//! Bad: `query Q { page { titel } }`.
//! Good: `query Q { page { title } }`.

use crate::check::facts::{Context, FieldFact};
use crate::diagnostic::{Diagnostic, did_you_mean, some_names};
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
    let near = || {
        let names = parent.fields().iter().map(|field| field.name.as_str());
        did_you_mean(&name.text, names)
    };
    let help = on_other_types(schema, parent, &name.text)
        .or_else(|| of_another_root(schema, parent, &name.text))
        .or_else(near);
    Diagnostic::new(RULE, name.span, message)
        .saying(format!("not a field of `{}`", parent.name))
        .help_if(help)
}

/// The kind of operation that has the field.
fn of_another_root(schema: &Schema, parent: &TypeDef, field: &str) -> Option<String> {
    let kinds = [
        ("query", &schema.query),
        ("mutation", &schema.mutation),
        ("subscription", &schema.subscription),
    ];
    let names = kinds.iter().filter_map(|(_, name)| name.as_ref());
    if !names.into_iter().any(|name| *name == parent.name) {
        return None;
    }
    let has_it = |name: &String| schema.field(name, field).is_some();
    let roots = kinds
        .iter()
        .filter_map(|(word, name)| Some((word, name.as_ref()?)));
    let (word, name) = roots.into_iter().find(|(_, name)| has_it(name))?;
    Some(format!(
        "`{name}` has it: write `{word}` in place of the operation's kind"
    ))
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
        .collect();
    let first = having.first()?;
    if having.len() > 1
        && let Some(interface) = interface_of(schema, &having, field)
    {
        return Some(format!(
            "all {} types that have it are a `{interface}`: write `... on {interface} {{ {field} }}`",
            having.len()
        ));
    }
    let have = if having.len() == 1 { "has" } else { "have" };
    Some(format!(
        "{} {have} it: write `... on {first} {{ {field} }}`",
        some_names(&having)
    ))
}

/// An interface that has the field and that all of these types implement.
fn interface_of<'s>(schema: &'s Schema, types: &[&str], field: &str) -> Option<&'s str> {
    let interfaces = schema.types.values().filter(|def| {
        matches!(def.kind, TypeKind::Interface(_)) && schema.field(&def.name, field).is_some()
    });
    let mut names = interfaces.map(|def| def.name.as_str());
    names.find(|name| {
        let possible = schema.possible_types(name);
        types.iter().all(|one| possible.contains(one))
    })
}
