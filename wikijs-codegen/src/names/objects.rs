//! The names of what answers are read into.

use crate::dependency::{Dependency, SharedKind};
use crate::shapes::{Body, ObjectShape, Owner, Place, Role, Shapes};

use super::items::{foreign, shared};
use super::modules::scope;
use super::registry::{Claim, Registry};
use super::{Alias, Ident, Item, ObjectNames, OperationNames, TYPES, pascal_case};

/// The names of all objects, and their other names.
pub(super) fn objects(
    shapes: &Shapes,
    operations: &[OperationNames],
    dependency: Option<&Dependency>,
    registry: &mut Registry,
) -> (Vec<ObjectNames>, Vec<Alias>) {
    let mut items: Vec<Option<Item>> = vec![None; shapes.objects.len()];
    let mut aliases = Vec::new();
    for place in &shapes.places {
        let item = item(place, operations, dependency, registry);
        match items.get_mut(place.object.0) {
            Some(first @ None) => *first = Some(item),
            _ => aliases.push(Alias {
                item,
                object: place.object,
            }),
        }
    }
    let named = items.into_iter().flatten().zip(&shapes.objects);
    let objects = named
        .map(|(item, shape)| ObjectNames {
            parts: parts(&item, shape, registry),
            common: common(&item, shape, registry),
            item,
        })
        .collect();
    (objects, aliases)
}

fn item(
    place: &Place,
    operations: &[OperationNames],
    dependency: Option<&Dependency>,
    registry: &mut Registry,
) -> Item {
    match &place.owner {
        Owner::Fragment(fragment) => {
            let claim = Claim {
                what: format!("the fragment `{fragment}`"),
                span: place.span,
                remedy: "rename the fragment".to_owned(),
                within: None,
            };
            let name = joined(&pascal_case(fragment), &place.role);
            shared(named(TYPES, &name, claim, &place.role, registry))
        }
        Owner::Foreign(fragment) => {
            let known = dependency.and_then(|known| {
                let path = known.shares(SharedKind::Fragment, fragment)?;
                Some(foreign(known, &joined(path, &place.role)))
            });
            known.unwrap_or_else(|| shared(registry.schema_ty(TYPES, fragment)))
        }
        Owner::Operation(index) => {
            let operation = &operations[*index].item;
            let claim = Claim {
                what: format!("the output of `{}`", operation.path()),
                span: place.span,
                remedy: format!(
                    "rename an operation, or this type: `Config::type_name(\"{}{}\", …)`",
                    scope(&operation.module),
                    joined(operation.name.as_str(), &place.role)
                ),
                within: None,
            };
            let name = joined(operation.name.as_str(), &place.role);
            let name = named(
                &scope(&operation.module),
                &name,
                claim,
                &place.role,
                registry,
            );
            Item {
                dependency: None,
                module: operation.module.clone(),
                name,
            }
        }
    }
}

fn joined(owner: &str, role: &Role) -> String {
    let below = match role {
        Role::Whole => String::new(),
        Role::Data => "Data".to_owned(),
        Role::Output => "Output".to_owned(),
        Role::Nested(keys) => keys.iter().map(|key| pascal_case(key)).collect(),
    };
    format!("{owner}{below}")
}

/// The name of what an owner has, or of a part of that.
fn named(scope: &str, name: &str, claim: Claim, role: &Role, registry: &mut Registry) -> Ident {
    let Role::Nested(keys) = role else {
        return registry.ty(scope, name, claim);
    };
    let claim = Claim {
        what: format!("`{}` in {}", keys.join("."), claim.what),
        remedy: "give the field an alias, or make its selection a fragment".to_owned(),
        within: Some(claim.what),
        ..claim
    };
    registry.part(scope, name, claim)
}

fn parts(item: &Item, shape: &ObjectShape, registry: &mut Registry) -> Vec<Ident> {
    let scope = format!("parts of {}", item.path());
    match &shape.body {
        Body::Fields(fields) => fields
            .iter()
            .map(|shape| registry.schema_value(&scope, shape.source.name()))
            .collect(),
        Body::Abstract(variants) => {
            registry.keep(
                &scope,
                "Other",
                "the variant for types that are not told apart",
            );
            variants
                .variants
                .iter()
                .map(|variant| registry.schema_ty(&scope, &variant.on))
                .collect()
        }
    }
}

/// The methods of an enum that give what all its types have.
fn common(item: &Item, shape: &ObjectShape, registry: &mut Registry) -> Vec<Ident> {
    let Body::Abstract(variants) = &shape.body else {
        return Vec::new();
    };
    let scope = format!("methods of {}", item.path());
    registry.keep(&scope, "clone", "the method of `Clone`");
    let names = variants
        .common
        .iter()
        .map(|common| common.field.source.name());
    names
        .map(|name| registry.schema_value(&scope, name))
        .collect()
}
