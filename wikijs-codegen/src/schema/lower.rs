//! Nodes of the tree as parts of the model, one function a kind.

use super::{
    DirectiveDef, EnumValueDef, FieldDef, FieldNotes, InputValueDef, ObjectDef, TypeDef, TypeKind,
    TypeNotes, TypeRef, Value, notes,
};
use crate::syntax::tree::{
    self, DirectiveDefinition, EnumValue, FieldDefinition, InputValue, ObjectBody, TypeBody,
    TypeDefinition,
};

/// A type as it is written.
pub(crate) fn type_ref(ty: &tree::Type) -> TypeRef {
    match ty {
        tree::Type::Named(name) => TypeRef::Named(name.text.clone()),
        tree::Type::List(inner, _) => TypeRef::List(Box::new(type_ref(inner))),
        tree::Type::NonNull(inner, _) => TypeRef::NonNull(Box::new(type_ref(inner))),
    }
}

pub(super) fn type_def(node: &TypeDefinition) -> TypeDef {
    let mut notes = TypeNotes::default();
    notes::note_type(&mut notes, &node.directives);
    TypeDef {
        name: node.name.text.clone(),
        description: node.description.clone(),
        kind: type_kind(&node.body),
        notes,
        span: node.name.span,
    }
}

pub(super) fn type_kind(body: &TypeBody) -> TypeKind {
    match body {
        TypeBody::Scalar => TypeKind::Scalar,
        TypeBody::Object(body) => TypeKind::Object(object_def(body)),
        TypeBody::Interface(body) => TypeKind::Interface(object_def(body)),
        TypeBody::Union(members) => {
            TypeKind::Union(members.iter().map(|name| name.text.clone()).collect())
        }
        TypeBody::Enum(values) => TypeKind::Enum(values.iter().map(enum_value).collect()),
        TypeBody::Input(fields) => TypeKind::Input(fields.iter().map(input_value).collect()),
    }
}

fn object_def(body: &ObjectBody) -> ObjectDef {
    ObjectDef {
        fields: body.fields.iter().map(field_def).collect(),
        interfaces: body
            .interfaces
            .iter()
            .map(|name| name.text.clone())
            .collect(),
    }
}

pub(super) fn field_def(node: &FieldDefinition) -> FieldDef {
    let mut notes = FieldNotes::default();
    notes::note_field(&mut notes, &node.directives);
    FieldDef {
        name: node.name.text.clone(),
        description: node.description.clone(),
        arguments: node.arguments.iter().map(input_value).collect(),
        ty: type_ref(&node.ty),
        deprecated: notes::deprecation(&node.directives),
        notes,
        span: node.name.span,
    }
}

pub(super) fn input_value(node: &InputValue) -> InputValueDef {
    let mut notes = FieldNotes::default();
    notes::note_field(&mut notes, &node.directives);
    InputValueDef {
        name: node.name.text.clone(),
        description: node.description.clone(),
        ty: type_ref(&node.ty),
        default: node.default.as_ref().map(Value::from),
        deprecated: notes::deprecation(&node.directives),
        notes,
        span: node.name.span,
    }
}

pub(super) fn enum_value(node: &EnumValue) -> EnumValueDef {
    EnumValueDef {
        name: node.name.text.clone(),
        description: node.description.clone(),
        deprecated: notes::deprecation(&node.directives),
        span: node.name.span,
    }
}

pub(super) fn directive_def(node: &DirectiveDefinition, client: bool) -> DirectiveDef {
    DirectiveDef {
        name: node.name.text.clone(),
        description: node.description.clone(),
        arguments: node.arguments.iter().map(input_value).collect(),
        locations: node
            .locations
            .iter()
            .map(|name| name.text.clone())
            .collect(),
        repeatable: node.repeatable,
        client,
        span: node.name.span,
    }
}
