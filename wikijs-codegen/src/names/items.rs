//! Names everything, in the order that decides who gives way: what the schema names, then what documents name.

use crate::config::Config;
use crate::dependency::{Dependency, SharedKind};
use crate::shapes::{ConvertedShape, EnumShape, IdShape, InputShape, Shapes};

use super::registry::{Claim, Registry};
use super::{EnumNames, Ident, InputNames, Item, Names, TYPES, pascal_case, shared_module};
use super::{modules, objects, operations};

/// Names all of `shapes`.
pub(super) fn name_all(shapes: &Shapes, config: &Config, registry: &mut Registry) -> Names {
    let dependency = config.dependency.as_ref();
    let inputs = shapes
        .inputs
        .iter()
        .map(|shape| input(shape, dependency, registry))
        .collect();
    let enums = shapes
        .enums
        .iter()
        .map(|shape| enumeration(shape, dependency, registry))
        .collect();
    let ids = shapes.ids.iter();
    let ids = ids.map(|shape| id(shape, dependency, registry)).collect();
    let converted = shapes.converted.iter();
    let converted = converted
        .map(|shape| converted_scalar(shape, registry))
        .collect();
    let modules = modules::modules(shapes, config, registry);
    let operations = operations::operations(shapes, &modules, config, registry);
    let (objects, aliases) = objects::objects(shapes, &operations, dependency, registry);
    Names {
        objects,
        aliases,
        inputs,
        enums,
        ids,
        converted,
        operations,
        modules: modules.into_values().collect(),
    }
}

/// A type in the module of what is shared.
pub(super) fn shared(name: Ident) -> Item {
    Item {
        dependency: None,
        module: shared_module(),
        name,
    }
}

/// A type of a dependency.
pub(super) fn foreign(dependency: &Dependency, path: &str) -> Item {
    Item {
        dependency: Some(dependency.path.clone()),
        module: Vec::new(),
        name: Ident::foreign(path),
    }
}

/// A type of one's own, by its path.
fn own(path: &str) -> Item {
    let (above, name) = path.rsplit_once("::").unwrap_or(("crate", path));
    Item {
        dependency: Some(above.to_owned()),
        module: Vec::new(),
        name: Ident::foreign(name),
    }
}

/// The type that the settings or a dependency have for something, else a generated one.
fn either(
    path: Option<&String>,
    dependency: Option<&Dependency>,
    (kind, name): (SharedKind, &str),
    generated: impl FnOnce() -> Ident,
) -> Item {
    if let Some(path) = path {
        return own(path);
    }
    let found = dependency.and_then(|known| Some(foreign(known, known.shares(kind, name)?)));
    found.unwrap_or_else(|| shared(generated()))
}

fn input(
    shape: &InputShape,
    dependency: Option<&Dependency>,
    registry: &mut Registry,
) -> InputNames {
    let scope = format!("fields of {}", shape.name);
    // A field that may be left out has a method beside the constructor.
    registry.keep(&scope, "new", "the constructor");
    let name = |registry: &mut Registry, field: &str| match shape.one_of {
        true => registry.schema_ty(&scope, field),
        false => registry.schema_value(&scope, field),
    };
    InputNames {
        item: either(
            shape.own.as_ref(),
            dependency,
            (SharedKind::Input, &shape.name),
            || registry.schema_ty(TYPES, &shape.name),
        ),
        fields: shape
            .fields
            .iter()
            .map(|field| name(registry, &field.name))
            .collect(),
    }
}

fn enumeration(
    shape: &EnumShape,
    dependency: Option<&Dependency>,
    registry: &mut Registry,
) -> EnumNames {
    let scope = format!("values of {}", shape.name);
    if !shape.strict {
        registry.keep(
            &scope,
            "Unknown",
            "the variant for values that the schema does not know",
        );
    }
    EnumNames {
        item: either(
            shape.own.as_ref(),
            dependency,
            (SharedKind::Enum, &shape.name),
            || registry.schema_ty(TYPES, &shape.name),
        ),
        variants: shape
            .values
            .iter()
            .map(|value| registry.schema_ty(&scope, &value.name))
            .collect(),
    }
}

fn id(shape: &IdShape, dependency: Option<&Dependency>, registry: &mut Registry) -> Item {
    let claim = Claim {
        what: format!("the identity `{}`", shape.name),
        span: shape.span,
        remedy: "an identity needs a name of its own, and stands on one scalar only: `@id(type:)` in the overlay"
            .to_owned(),
        within: None,
    };
    either(None, dependency, (SharedKind::Id, &shape.key()), || {
        registry.ty(TYPES, &shape.name, claim)
    })
}

fn converted_scalar(shape: &ConvertedShape, registry: &mut Registry) -> Item {
    let claim = Claim {
        what: format!("the scalar `{}`", shape.of),
        span: shape.span,
        remedy: "what has a Rust type in the settings needs a name of its own".to_owned(),
        within: None,
    };
    shared(registry.ty(TYPES, &pascal_case(&shape.of), claim))
}
