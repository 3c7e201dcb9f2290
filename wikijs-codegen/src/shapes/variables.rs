//! Variables of operations: their types, ids and secrets come from the arguments they are passed to.

use crate::document::{Variable, VariableUse};
use crate::schema::{InputValueDef, Schema, TypeKind};

use super::VariableShape;
use super::builder::Builder;
use super::inputs::presence;
use super::types::described;
use super::wire::value_text;

impl<'d> Builder<'d> {
    /// The shape of a variable.
    pub(super) fn variable(&mut self, variable: &'d Variable) -> VariableShape {
        let uses: Vec<_> = variable
            .uses
            .iter()
            .filter_map(|place| passed_to(self.schema, place))
            .collect();
        let telling = most_telling(&uses);
        let default = variable
            .default
            .as_ref()
            .or_else(|| telling?.default.as_ref());
        VariableShape {
            name: variable.name.clone(),
            ty: self.sent(&variable.ty, telling, variable.span),
            presence: presence(&variable.ty, variable.default.as_ref()),
            default: default.map(value_text),
            doc: telling
                .and_then(|def| described(def.description.as_deref(), def.notes.defect.as_ref())),
            since: telling.and_then(|def| def.notes.since.clone()),
            deprecated: telling.and_then(|def| def.deprecated.clone()),
            span: variable.span,
        }
    }
}

/// The argument that tells most of the variable: a secret is one wherever else it goes, then an id is one.
fn most_telling<'d>(uses: &[&'d InputValueDef]) -> Option<&'d InputValueDef> {
    let secret = uses.iter().find(|def| def.notes.secret);
    let id = || uses.iter().find(|def| def.notes.id.is_some());
    secret.or_else(id).or_else(|| uses.first()).copied()
}

fn passed_to<'d>(schema: &'d Schema, place: &VariableUse) -> Option<&'d InputValueDef> {
    let (values, name) = match place {
        VariableUse::Argument {
            parent,
            field,
            argument,
        } => (&schema.field(parent, field)?.arguments, argument),
        VariableUse::InputField { input, field } => match &schema.types.get(input)?.kind {
            TypeKind::Input(fields) => (fields, field),
            _ => return None,
        },
        VariableUse::Directive {
            directive,
            argument,
        } => (&schema.directives.get(directive)?.arguments, argument),
    };
    values.iter().find(|value| &value.name == name)
}
