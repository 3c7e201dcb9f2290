//! Names everything, in the order that decides who gives way: what the schema names, then what documents name.

use crate::config::Surface;
use crate::shapes::{EnumShape, InputShape, Shapes};

use super::registry::{Claim, Registry};
use super::{EnumNames, Ident, InputNames, Item, Names, TYPES};
use super::{modules, objects, operations};

/// Names all of `shapes`.
pub(super) fn name_all(
    shapes: &Shapes,
    surface: Option<&Surface>,
    registry: &mut Registry,
) -> Names {
    let inputs = shapes
        .inputs
        .iter()
        .map(|shape| input(shape, registry))
        .collect();
    let enums = shapes
        .enums
        .iter()
        .map(|shape| enumeration(shape, registry))
        .collect();
    let ids = shapes.ids.iter().map(|shape| id(shape, registry)).collect();
    let modules = modules::modules(shapes, surface, registry);
    let operations = operations::operations(shapes, &modules, registry);
    let (objects, aliases) = objects::objects(shapes, &operations, registry);
    Names {
        objects,
        aliases,
        inputs,
        enums,
        ids,
        operations,
        modules: modules.into_values().collect(),
    }
}

/// A type in the module of what is shared.
pub(super) fn shared(name: Ident) -> Item {
    Item {
        module: vec![Ident::own(TYPES)],
        name,
    }
}

fn input(shape: &InputShape, registry: &mut Registry) -> InputNames {
    let scope = format!("fields of {}", shape.name);
    let name = |registry: &mut Registry, field: &str| match shape.one_of {
        true => registry.schema_ty(&scope, field),
        false => registry.schema_value(&scope, field),
    };
    InputNames {
        item: shared(registry.schema_ty(TYPES, &shape.name)),
        fields: shape
            .fields
            .iter()
            .map(|field| name(registry, &field.name))
            .collect(),
    }
}

fn enumeration(shape: &EnumShape, registry: &mut Registry) -> EnumNames {
    let scope = format!("values of {}", shape.name);
    registry.keep(
        &scope,
        "Unknown",
        "the variant for values that the schema does not know",
    );
    EnumNames {
        item: shared(registry.schema_ty(TYPES, &shape.name)),
        variants: shape
            .values
            .iter()
            .map(|value| registry.schema_ty(&scope, &value.name))
            .collect(),
    }
}

fn id(shape: &crate::shapes::IdShape, registry: &mut Registry) -> Item {
    let claim = Claim {
        what: format!("the identity `{}`", shape.name),
        span: shape.span,
        remedy: "an identity needs a name of its own, and stands on one scalar only: `@id(type:)` in the overlay"
            .to_owned(),
    };
    shared(registry.ty(TYPES, &shape.name, claim))
}
