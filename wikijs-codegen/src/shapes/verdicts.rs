//! Which objects hold outcomes of mutations that nobody takes out: an answer that is read as a whole, or a list of
//! payloads, may hold several, and each has to be looked at before anything counts as done.

use std::collections::BTreeSet;

use crate::document::OperationKind;

use super::{Body, DataShape, FieldSource, ObjectId, OperationShape, Owner, Role, Shapes};

/// Marks the operations whose outcomes have to be looked at, and the objects that hold them.
///
/// Fragments of a crate whose types are published count as roots: a mutation of a dependent may be read into them.
pub(super) fn mark(shapes: &mut Shapes, published: bool) {
    let roots: Vec<Option<ObjectId>> = shapes
        .operations
        .iter()
        .map(|operation| unjudged(shapes, operation))
        .collect();
    let fragments = shapes.places.iter().filter(|place| {
        published
            && matches!(
                (&place.owner, &place.role),
                (Owner::Fragment(_), Role::Whole)
            )
    });
    let open = fragments.map(|place| place.object);
    let open = open.chain(roots.iter().flatten().copied()).collect();
    let all = reached(shapes, open);
    shapes.holders = all.into_iter().filter(|id| holds(shapes, *id)).collect();
    for (operation, root) in shapes.operations.iter_mut().zip(roots) {
        operation.verdicts = root.is_some_and(|id| shapes.holders.contains(&id));
    }
}

/// The object that a mutation is read into, unless its one outcome is taken out already.
fn unjudged(shapes: &Shapes, operation: &OperationShape) -> Option<ObjectId> {
    if operation.kind != OperationKind::Mutation {
        return None;
    }
    match &operation.data {
        DataShape::Whole(object) => Some(*object),
        DataShape::Lifted { output, .. } => output.object(),
        DataShape::Judged { status, output, .. } => {
            output.filter(|rest| holds_beside(shapes, *rest, status))
        }
    }
}

/// Whether an object holds an outcome under any other key than `status`; fragments may ask for that once more.
fn holds_beside(shapes: &Shapes, id: ObjectId, status: &str) -> bool {
    let Body::Fields(fields) = &shapes.objects[id.0].body else {
        return holds(shapes, id);
    };
    fields
        .iter()
        .any(|field| match (&field.source, field.ty.object()) {
            (_, None) => false,
            (FieldSource::Key { key, .. }, Some(below)) => key != status && holds(shapes, below),
            (FieldSource::Spread(_) | FieldSource::SpreadIf { .. }, Some(same)) => {
                holds_beside(shapes, same, status)
            }
        })
}

/// Whether an object holds an outcome, itself or somewhere below.
fn holds(shapes: &Shapes, id: ObjectId) -> bool {
    let below = reached(shapes, vec![id]);
    below
        .iter()
        .any(|id| shapes.objects[id.0].verdict.is_some())
}

/// Objects, and all that stand below them.
fn reached(shapes: &Shapes, mut open: Vec<ObjectId>) -> BTreeSet<ObjectId> {
    let mut found = BTreeSet::new();
    while let Some(id) = open.pop() {
        if found.insert(id) {
            open.extend(below(shapes, id));
        }
    }
    found
}

fn below(shapes: &Shapes, id: ObjectId) -> Vec<ObjectId> {
    match &shapes.objects[id.0].body {
        Body::Fields(fields) => fields
            .iter()
            .filter_map(|field| field.ty.object())
            .collect(),
        Body::Abstract(shape) => {
            let variants = shape.variants.iter().map(|variant| variant.object);
            variants.chain([shape.other]).collect()
        }
    }
}
