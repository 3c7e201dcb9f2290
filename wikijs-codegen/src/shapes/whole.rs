//! Types of the schema that no operation uses, where a build asks for them: enums, input objects, identities, scalars
//! that are converted. An object has no type without a selection.

use crate::config::matches_any;
use crate::schema::{FieldNotes, InputValueDef, TypeDef, TypeKind, TypeRef};
use crate::source::Span;

use super::builder::Builder;

impl<'d> Builder<'d> {
    /// Shapes all types whose names match the settings.
    pub(super) fn unused(&mut self) {
        if self.config.schema_types.is_empty() {
            return;
        }
        let schema = self.schema;
        for def in schema.types.values() {
            match &def.kind {
                TypeKind::Enum(_) | TypeKind::Input(_) | TypeKind::Scalar => self.named(def),
                TypeKind::Object(_) | TypeKind::Interface(_) => self.fields_of(def),
                TypeKind::Union(_) => {}
            }
        }
    }

    fn named(&mut self, def: &'d TypeDef) {
        // Names that begin so are the specification's.
        let is_wanted =
            !def.name.starts_with("__") && matches_any(&self.config.schema_types, &def.name);
        if let TypeKind::Input(fields) = &def.kind {
            self.places(fields);
            if is_wanted && !self.config.types.contains_key(&def.name) {
                self.input(&def.name);
            }
        } else if is_wanted {
            self.leaf(&def.name, None, def.span);
        }
    }

    fn fields_of(&mut self, def: &'d TypeDef) {
        for field in def.fields() {
            self.place_of(&field.ty, &field.notes, field.span);
            self.places(&field.arguments);
        }
    }

    fn places(&mut self, inputs: &'d [InputValueDef]) {
        for input in inputs {
            self.place_of(&input.ty, &input.notes, input.span);
        }
    }

    /// An identity, or a type that the settings have for this place.
    fn place_of(&mut self, ty: &'d TypeRef, notes: &'d FieldNotes, span: Span) {
        let id = notes.id.as_ref();
        let is_wanted = |name: &String| matches_any(&self.config.schema_types, name);
        if id.is_some_and(is_wanted) || notes.scalar.is_some() {
            self.leaf(ty.name(), Some(notes), span);
        }
    }
}
