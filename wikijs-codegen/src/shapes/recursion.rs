//! Input objects that hold themselves: such a field must be boxed, or the struct would have no size.

use std::collections::BTreeSet;

use crate::schema::{InputValueDef, Schema, TypeKind, TypeRef};

/// Whether a field of the input object `owner` leads back to it without a list between.
pub(super) fn holds_itself(schema: &Schema, owner: &str, field: &TypeRef) -> bool {
    let mut seen = BTreeSet::new();
    let mut open: Vec<&str> = inline(field).into_iter().collect();
    while let Some(name) = open.pop() {
        if name == owner {
            return true;
        }
        if seen.insert(name) {
            open.extend(
                fields(schema, name)
                    .iter()
                    .filter_map(|field| inline(&field.ty)),
            );
        }
    }
    false
}

/// The type that a value of this type holds in place; a list holds its items elsewhere.
fn inline(ty: &TypeRef) -> Option<&str> {
    match ty.nullable() {
        TypeRef::Named(name) => Some(name),
        _ => None,
    }
}

fn fields<'d>(schema: &'d Schema, name: &str) -> &'d [InputValueDef] {
    match schema.types.get(name).map(|def| &def.kind) {
        Some(TypeKind::Input(fields)) => fields,
        _ => &[],
    }
}
