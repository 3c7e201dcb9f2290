//! Section 3.10, "Circular References": an input type does not need a value of itself. The search keeps its own stack.
//!
//! Bad: `input Filter { not: Filter! }`.
//! Good: `input Filter { not: Filter, all: [Filter!]! }`.

use std::collections::BTreeSet;

use crate::diagnostic::Diagnostic;
use crate::schema::{InputValueDef, Schema, TypeKind, TypeRef};

const RULE: &str = "input-cycle";

/// The rule: one diagnostic for each field that closes a cycle.
pub(super) fn check(schema: &Schema, found: &mut Vec<Diagnostic>) {
    let mut done: BTreeSet<&str> = BTreeSet::new();
    for start in schema.types.keys() {
        let mut path = vec![(start.as_str(), needed(schema, start))];
        while let Some((name, next)) = path.last_mut() {
            let Some((field, target)) = next.pop() else {
                done.insert(name);
                path.pop();
                continue;
            };
            if let Some(start) = path.iter().position(|(name, _)| *name == target) {
                let names: Vec<&str> = path[start..]
                    .iter()
                    .map(|(name, _)| *name)
                    .chain([target])
                    .collect();
                found.push(closed(field, &names));
            } else if !done.contains(target) {
                path.push((target, needed(schema, target)));
            }
        }
    }
}

/// The fields of an input type that must hold another one.
fn needed<'s>(schema: &'s Schema, name: &str) -> Vec<(&'s InputValueDef, &'s str)> {
    let Some(TypeKind::Input(fields)) = schema.types.get(name).map(|def| &def.kind) else {
        return Vec::new();
    };
    let target = |field: &'s InputValueDef| match &field.ty {
        TypeRef::NonNull(inner) => match inner.as_ref() {
            TypeRef::Named(name) => Some((field, name.as_str())),
            _ => None,
        },
        _ => None,
    };
    fields.iter().filter_map(target).collect()
}

fn closed(field: &InputValueDef, names: &[&str]) -> Diagnostic {
    let message = match names {
        [name, _] => format!("every `{name}` would hold another one without end"),
        _ => format!(
            "these would hold each other without end: {}",
            names.join(" > ")
        ),
    };
    Diagnostic::new(RULE, field.span, message).help(format!(
        "make it nullable: `{}: {}`",
        field.name,
        field.ty.nullable()
    ))
}
