//! What the overlay says of the fields an operation calls: those at the root, or below fields that are lifted.

use crate::document::{Effect, Operation, OperationKind, SelectionSet};
use crate::schema::{FieldDef, FieldNotes, RateLimit};

use super::FactsShape;
use super::builder::Builder;
use super::output::lifts;
use super::selection::{Entry, Part, Scope};

/// A field that an operation calls.
pub(super) struct Called<'d> {
    path: String,
    def: Option<&'d FieldDef>,
}

impl<'d> Builder<'d> {
    /// The fields that are called.
    pub(super) fn leaves(&self, root: &'d SelectionSet) -> Vec<Called<'d>> {
        let mut called = Vec::new();
        self.called(&root.on, &[root.into()], "", &mut called);
        called
    }

    fn called(&self, on: &'d str, parts: &[Part<'d>], above: &str, called: &mut Vec<Called<'d>>) {
        let scope = Scope {
            flat: true,
            ..self.scope(on)
        };
        for entry in scope.entries(parts) {
            let Entry::Field(merged) = entry else {
                continue;
            };
            let (field, inner) = (merged.field, merged.field.ty.name());
            let path = if above.is_empty() {
                field.name.clone()
            } else {
                format!("{above}.{}", field.name)
            };
            if !merged.below.is_empty() && lifts(self.schema, inner) {
                self.called(inner, &merged.below, &path, called);
            } else {
                called.push(Called {
                    path,
                    def: self.schema.field(&field.parent, &field.name),
                });
            }
        }
    }
}

/// The facts of all fields that are called, together.
pub(super) fn facts(called: &[Called<'_>]) -> FactsShape {
    let notes = || {
        called
            .iter()
            .filter_map(|field| field.def)
            .map(|def| &def.notes)
    };
    let mut codes: Vec<i32> = notes()
        .filter_map(|notes| notes.codes.as_ref())
        .flatten()
        .copied()
        .collect();
    codes.sort_unstable();
    codes.dedup();
    let only = if called.len() == 1 {
        notes().next()
    } else {
        None
    };
    let (requires, besides) = only.map(permissions).unwrap_or_default();
    FactsShape {
        field: paths(called).join(", "),
        requires,
        besides,
        codes,
        rate_limit: notes()
            .filter_map(|notes| notes.rate_limit)
            .reduce(stricter),
        defects: notes()
            .filter_map(|notes| notes.defect.as_ref())
            .map(|defect| defect.reason.clone())
            .collect(),
        since: only.and_then(|notes| notes.since.clone()),
    }
}

/// One of the first is needed, and one of the second.
fn permissions(notes: &FieldNotes) -> (Vec<String>, Vec<String>) {
    let (needs, auth) = (notes.needs.clone(), notes.auth.clone());
    if needs.is_empty() {
        (auth, needs)
    } else {
        (needs, auth)
    }
}

/// The fields with the keys above them, each once.
fn paths<'c>(called: &'c [Called<'_>]) -> Vec<&'c str> {
    let mut paths: Vec<&str> = Vec::new();
    for field in called {
        if !paths.contains(&field.path.as_str()) {
            paths.push(&field.path);
        }
    }
    paths
}

/// The description of the one field that is called.
pub(super) fn description(called: &[Called<'_>]) -> Option<String> {
    match called {
        [only] => only.def?.description.clone(),
        _ => None,
    }
}

/// The reason why one of the fields should no longer be called.
pub(super) fn deprecated(called: &[Called<'_>]) -> Option<String> {
    called
        .iter()
        .filter_map(|field| field.def)
        .find_map(|def| def.deprecated.clone())
}

/// The effect: as declared, else a query reads and everything else must not be sent twice.
pub(super) fn effect(operation: &Operation) -> Effect {
    operation.effect.unwrap_or(match operation.kind {
        OperationKind::Query | OperationKind::Subscription => Effect::Read,
        OperationKind::Mutation => Effect::Once,
    })
}

/// The limit that lets fewer calls through.
fn stricter(a: RateLimit, b: RateLimit) -> RateLimit {
    let rate =
        |limit: RateLimit, other: RateLimit| u64::from(limit.limit) * u64::from(other.seconds);
    if rate(a, b) <= rate(b, a) { a } else { b }
}
