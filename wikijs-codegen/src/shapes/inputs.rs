//! Input objects, as far as variables reach them, and what variables and input fields have in common.

use crate::document::Value;
use crate::schema::{InputValueDef, TypeKind, TypeRef};

use super::builder::Builder;
use super::recursion::holds_itself;
use super::types::{described, input};
use super::wire::value_text;
use super::{InputField, InputId, InputShape, Presence, Ty};

/// Whether a value of this type must be given.
pub(super) fn presence(ty: &TypeRef, default: Option<&Value>) -> Presence {
    match (ty.is_nullable(), default) {
        (true, _) => Presence::Maybe,
        (false, Some(_)) => Presence::Defaulted,
        (false, None) => Presence::Required,
    }
}

impl<'d> Builder<'d> {
    /// The type of a value that is sent, without its outer null.
    pub(super) fn sent(
        &mut self,
        ty: &'d TypeRef,
        def: Option<&'d InputValueDef>,
        span: crate::source::Span,
    ) -> Ty {
        let notes = def.map(|def| &def.notes);
        let core = match self.schema.types.get(ty.name()).map(|def| &def.kind) {
            Some(TypeKind::Input(_)) if !self.config.types.contains_key(ty.name()) => {
                Ty::Input(self.input(ty.name()))
            }
            _ => self.leaf(ty.name(), notes, span),
        };
        input(ty, core, notes.is_some_and(|notes| notes.keep_null))
    }

    pub(super) fn input(&mut self, name: &'d str) -> InputId {
        if let Some(known) = self.inputs.get(name) {
            return *known;
        }
        // The number is taken before the fields are shaped: an input object may hold itself.
        let id = InputId(self.shapes.inputs.len());
        self.inputs.insert(name, id);
        let def = self.schema.types.get(name);
        let doc = def.and_then(|def| def.description.clone());
        let span = def.map(|def| def.span).unwrap_or_default();
        self.shapes.inputs.push(InputShape {
            name: name.to_owned(),
            doc,
            fields: Vec::new(),
            one_of: def.is_some_and(|def| def.notes.one_of),
            own: self.config.checked_types.get(name).cloned(),
            span,
        });
        if let Some(TypeKind::Input(fields)) = def.map(|def| &def.kind) {
            let fields = fields
                .iter()
                .map(|field| self.input_field(name, field))
                .collect();
            self.shapes.inputs[id.0].fields = fields;
        }
        id
    }

    fn input_field(&mut self, owner: &str, def: &'d InputValueDef) -> InputField {
        let ty = self.sent(&def.ty, Some(def), def.span);
        let presence = match presence(&def.ty, def.default.as_ref()) {
            Presence::Required if def.notes.since.is_some() => Presence::Defaulted,
            other => other,
        };
        InputField {
            name: def.name.clone(),
            ty: if holds_itself(self.schema, owner, &def.ty) {
                Ty::Boxed(Box::new(ty))
            } else {
                ty
            },
            presence,
            default: def.default.as_ref().map(value_text),
            doc: described(def.description.as_deref(), def.notes.defect.as_ref()),
            since: def.notes.since.clone(),
            deprecated: def.deprecated.clone(),
        }
    }
}
