//! What was emitted for each operation, for tests and for people who want to look.

use crate::dependency::{SharedKind, SharedTypes};
use crate::document::{Effect, OperationKind};
use crate::names::{Item, Names};
use crate::shapes::{FactsShape, OperationShape, Owner, Role, Shapes};

/// What became of an operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OperationInfo {
    /// Its name on the wire.
    pub name: String,
    /// The path of its struct, below the place the file is brought in at.
    pub path: String,
    /// The name of its method.
    pub method: String,
    /// Query, mutation or subscription.
    pub kind: OperationKind,
    /// What may be sent twice.
    pub effect: Effect,
    /// The document as it is sent.
    pub document: String,
    /// Its variables.
    pub variables: Vec<VariableInfo>,
    /// What the overlay says of its field.
    pub facts: FactsShape,
}

/// A variable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VariableInfo {
    /// Its name without the `$`.
    pub name: String,
    /// Its type in GraphQL.
    pub ty: String,
    /// Its default in the file.
    pub default: Option<String>,
    /// The name of its field in Rust.
    pub field: String,
}

/// What became of each operation, in their order.
pub fn info(shapes: &Shapes, names: &Names) -> Vec<OperationInfo> {
    let operations = shapes.operations.iter().zip(&names.operations);
    let info = operations.map(|(shape, names)| OperationInfo {
        name: shape.name.clone(),
        path: names.item.path(),
        method: names.method.to_string(),
        kind: shape.kind,
        effect: shape.effect,
        document: shape.wire.document.clone(),
        variables: variables(shape, &names.variables),
        facts: shape.facts.clone(),
    });
    info.collect()
}

/// The types that other crates can share: what the schema and fragments name, not what operations do.
pub fn shared_types(shapes: &Shapes, names: &Names) -> SharedTypes {
    let mut types = SharedTypes::new();
    let mut add = |kind, name: &str, item: &Item| {
        if item.dependency.is_none() {
            types.insert((kind, name.to_owned()), item.path());
        }
    };
    for (shape, names) in shapes.enums.iter().zip(&names.enums) {
        add(SharedKind::Enum, &shape.name, &names.item);
    }
    for (shape, item) in shapes.ids.iter().zip(&names.ids) {
        add(SharedKind::Id, &shape.key(), item);
    }
    for (shape, names) in shapes.inputs.iter().zip(&names.inputs) {
        add(SharedKind::Input, &shape.name, &names.item);
    }
    for place in &shapes.places {
        if let (Owner::Fragment(name), Role::Whole) = (&place.owner, &place.role) {
            add(SharedKind::Fragment, name, &names.object(place.object).item);
        }
    }
    types
}

fn variables(shape: &OperationShape, idents: &[crate::names::Ident]) -> Vec<VariableInfo> {
    let variables = shape.wire.variables.iter().zip(idents);
    let info = variables.map(|(variable, ident)| VariableInfo {
        name: variable.name.clone(),
        ty: variable.ty.clone(),
        default: variable.default.clone(),
        field: ident.to_string(),
    });
    info.collect()
}
