//! What the schema says of names.

use apollo_compiler::Schema;
use apollo_compiler::ast::{FieldDefinition, Type};
use apollo_compiler::schema::ExtendedType;

/// The kind of a type that is known.
pub(super) fn is_object(schema: &Schema, name: &str) -> bool {
    schema.get_object(name).is_some()
}

/// Whether values of it have no fields to select.
pub(super) fn is_leaf(schema: &Schema, name: &str) -> bool {
    matches!(
        schema.types.get(name),
        Some(ExtendedType::Scalar(_) | ExtendedType::Enum(_))
    )
}

pub(super) fn is_input(schema: &Schema, name: &str) -> bool {
    is_leaf(schema, name) || schema.get_input_object(name).is_some()
}

pub(super) fn is_known(schema: &Schema, name: &str) -> bool {
    schema.types.contains_key(name)
}

/// A field of an object, those that all have among them.
pub(super) fn field<'s>(
    schema: &'s Schema,
    parent: &str,
    name: &str,
) -> Option<&'s FieldDefinition> {
    schema.type_field(parent, name).ok().map(|field| &***field)
}

/// Whether a value of one type may stand where another is wanted.
pub(super) fn is_subtype(of: &Type, wanted: &Type) -> bool {
    if of == wanted {
        return true;
    }
    match (of.is_non_null(), wanted.is_non_null()) {
        (true, true) => is_subtype(&of.clone().nullable(), &wanted.clone().nullable()),
        (false, true) => false,
        (true, false) => is_subtype(&of.clone().nullable(), wanted),
        (false, false) => {
            of.is_list() && wanted.is_list() && is_subtype(of.item_type(), wanted.item_type())
        }
    }
}
