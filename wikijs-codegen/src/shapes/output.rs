//! What an operation's data is read into, and what of it is the output: all of it, a lifted leaf, or the payload of a
//! mutation without its outcome.

use crate::document::{Operation, OperationKind, SelectionSet};
use crate::schema::{Schema, TypeRef};

use super::builder::Builder;
use super::objects::Site;
use super::selection::{Entry, Merged, Part, Scope};
use super::{DataShape, Owner, Role, Ty};

/// The one field at the end of a path of lifted fields.
struct Leaf<'d> {
    path: Vec<String>,
    merged: Merged<'d>,
}

impl<'d> Builder<'d> {
    /// The data of an operation.
    pub(super) fn data(&mut self, index: usize, operation: &'d Operation) -> DataShape {
        let site = |role| Site {
            owner: Owner::Operation(index),
            role,
            span: operation.span,
        };
        let Some(leaf) = self.lifted(&operation.selection) else {
            let set = &operation.selection;
            return DataShape::Whole(self.object(&set.on, &[set.into()], &site(Role::Data)));
        };
        if operation.kind == OperationKind::Mutation
            && let Some(judged) = self.judged(&leaf, &site(Role::Output))
        {
            return judged;
        }
        self.lifted_leaf(leaf, &site(Role::Output))
    }

    fn lifted_leaf(&mut self, leaf: Leaf<'d>, site: &Site) -> DataShape {
        let field = leaf.merged.field;
        let def = self.schema.field(&field.parent, &field.name);
        let notes = def.map(|def| &def.notes);
        let core = match leaf.merged.below.as_slice() {
            [] => self.leaf(field.ty.name(), notes, field.span),
            below => Ty::Object(self.object(field.ty.name(), below, site)),
        };
        let output =
            super::types::output(&field.ty, core, notes.is_some_and(|notes| notes.drop_nulls));
        let keeps_null = field.keep_null || notes.is_some_and(|notes| notes.keep_null);
        let output = match output {
            Ty::Option(inner) if !keeps_null => *inner,
            other => other,
        };
        DataShape::Lifted {
            path: leaf.path,
            output,
        }
    }

    /// The payload of a mutation, where it selects what says whether it was done.
    fn judged(&mut self, leaf: &Leaf<'d>, site: &Site) -> Option<DataShape> {
        let on = leaf.merged.field.ty.name();
        if matches!(leaf.merged.field.ty.nullable(), TypeRef::List(_)) {
            return None;
        }
        let scope = Scope {
            flat: true,
            ..self.scope(on)
        };
        let entries = scope.entries(&leaf.merged.below);
        let status = entries.iter().find_map(|entry| self.status(entry))?;
        let below = site.below(status.field.key(), status.field.span);
        let refusal = self.object(status.field.ty.name(), &status.below, &below);
        let status = status.field.key().to_owned();
        let output = self.rest(on, &leaf.merged.below, &status, site);
        Some(DataShape::Judged {
            path: leaf.path.clone(),
            status,
            refusal,
            output,
        })
    }

    fn status<'e>(&self, entry: &'e Entry<'d>) -> Option<&'e Merged<'d>> {
        match entry {
            Entry::Field(merged) if !merged.conditional && self.tells_outcome(merged) => {
                Some(merged)
            }
            _ => None,
        }
    }

    /// The one field that is left when all fields above it are lifted.
    fn lifted(&self, root: &'d SelectionSet) -> Option<Leaf<'d>> {
        let mut path = Vec::new();
        let (mut on, mut below) = (root.on.as_str(), vec![Part::from(root)]);
        let mut is_lifted = lifts(self.schema, on);
        loop {
            let merged = self.only_field(on, &below)?;
            let inner = merged.field.ty.name();
            let is_list = matches!(merged.field.ty.nullable(), TypeRef::List(_));
            let goes_on = !merged.below.is_empty()
                && !is_list
                && (merged.field.lift || lifts(self.schema, inner));
            if !is_lifted && !goes_on {
                return None;
            }
            path.push(merged.field.key().to_owned());
            if !goes_on {
                return Some(Leaf { path, merged });
            }
            (on, below, is_lifted) = (inner, merged.below, true);
        }
    }

    fn only_field(&self, on: &'d str, parts: &[Part<'d>]) -> Option<Merged<'d>> {
        let mut entries = self.scope(on).entries(parts).into_iter();
        match (entries.next(), entries.next()) {
            (Some(Entry::Field(merged)), None) if !merged.conditional => Some(merged),
            _ => None,
        }
    }
}

/// Whether the one selected field of this type is shown in its place.
pub(super) fn lifts(schema: &Schema, name: &str) -> bool {
    schema.types.get(name).is_some_and(|def| def.notes.lift)
}
