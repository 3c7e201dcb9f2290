//! Places in a schema by their coordinates: `Page.createdAt`, `Query.page(id:)`.

use super::{FieldNotes, InputValueDef, Schema, TypeKind, TypeRef};

/// The type and the notes of the field, argument or input field with this coordinate.
pub fn place<'s>(
    schema: &'s mut Schema,
    coordinate: &str,
) -> Option<(&'s TypeRef, &'s mut FieldNotes)> {
    let (owner, rest) = coordinate.split_once('.')?;
    let kind = &mut schema.types.get_mut(owner)?.kind;
    let fields = match kind {
        TypeKind::Object(def) | TypeKind::Interface(def) => &mut def.fields,
        TypeKind::Input(fields) => return input(fields, rest),
        _ => return None,
    };
    let (name, argument) = match rest.split_once('(') {
        Some((name, argument)) => (name, Some(argument.strip_suffix(":)")?)),
        None => (rest, None),
    };
    let field = fields.iter_mut().find(|field| field.name == name)?;
    match argument {
        Some(argument) => input(&mut field.arguments, argument),
        None => Some((&field.ty, &mut field.notes)),
    }
}

fn input<'s>(
    inputs: &'s mut [InputValueDef],
    name: &str,
) -> Option<(&'s TypeRef, &'s mut FieldNotes)> {
    let found = inputs.iter_mut().find(|input| input.name == name)?;
    Some((&found.ty, &mut found.notes))
}
