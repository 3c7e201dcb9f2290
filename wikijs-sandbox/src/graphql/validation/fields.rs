//! Fields and their arguments.

use std::collections::HashMap;

use apollo_compiler::Node;
use apollo_compiler::ast::InputValueDefinition;

use super::super::suggest::did_you_mean;
use super::super::syntax::tree::{Argument, Field};
use super::document::Rules;
use super::types;

impl<'d> Rules<'d> {
    pub(super) fn field(&mut self, field: &'d Field<'d>, parent: Option<&'d str>) {
        let definition = parent.and_then(|parent| types::field(self.schema, parent, field.name));
        let ty = definition.map(|definition| &definition.ty);
        if let Some(ty) = ty {
            self.leaf(field, ty);
        }
        if let (Some(parent), None) = (parent, definition) {
            let known = self
                .schema
                .get_object(parent)
                .into_iter()
                .flat_map(|ty| ty.fields.keys());
            let hint = did_you_mean("", field.name, known.map(|name| name.as_str()));
            let said = format!(
                "Cannot query field \"{}\" on type \"{parent}\".{hint}",
                field.name
            );
            self.say(said, [field.at]);
        }
        self.repeated_directives(&field.directives);
        let mut known = HashMap::new();
        for argument in &field.arguments {
            if let (Some(definition), Some(parent)) = (definition, parent) {
                self.known_argument(
                    argument,
                    &definition.arguments,
                    &format!("{parent}.{}", field.name),
                );
            }
            self.argument(
                argument,
                definition.map(|definition| definition.arguments.as_slice()),
                &mut known,
            );
        }
        self.directives(&field.directives, "FIELD");
        if let Some(selections) = &field.selections {
            let inside = ty.map(|ty| ty.inner_named_type().as_str());
            self.selection_set(
                selections,
                inside.filter(|name| types::is_object(self.schema, name)),
            );
        }
        for wanted in definition
            .iter()
            .flat_map(|definition| &definition.arguments)
        {
            if wanted.is_required()
                && !field
                    .arguments
                    .iter()
                    .any(|argument| wanted.name == argument.name.text)
            {
                let said = format!(
                    "Field \"{}\" argument \"{}\" of type \"{}\" is required, but it was not provided.",
                    field.name, wanted.name, wanted.ty
                );
                self.say(said, [field.at]);
            }
        }
    }

    // What has fields is selected from, what has none is not.
    fn leaf(&mut self, field: &Field<'_>, ty: &apollo_compiler::ast::Type) {
        let is_leaf = types::is_leaf(self.schema, ty.inner_named_type());
        match &field.selections {
            Some(selections) if is_leaf => {
                let said = format!(
                    "Field \"{}\" must not have a selection since type \"{ty}\" has no subfields.",
                    field.name
                );
                self.say(said, [selections.at]);
            }
            None if !is_leaf => {
                let name = field.name;
                let said = format!(
                    "Field \"{name}\" of type \"{ty}\" must have a selection of subfields. Did you mean \"{name} {{ ... }}\"?"
                );
                self.say(said, [field.at]);
            }
            _ => {}
        }
    }

    fn known_argument(
        &mut self,
        argument: &Argument<'_>,
        known: &[Node<InputValueDefinition>],
        field: &str,
    ) {
        let known = known.iter().map(|known| known.name.as_str());
        if !known.clone().any(|known| known == argument.name.text) {
            let hint = did_you_mean("", argument.name.text, known);
            let said = format!(
                "Unknown argument \"{}\" on field \"{field}\".{hint}",
                argument.name.text
            );
            self.say(said, [argument.name.at]);
        }
    }

    /// Arguments of a directive.
    pub(super) fn arguments(
        &mut self,
        arguments: &'d [Argument<'d>],
        definitions: Option<&'d [Node<InputValueDefinition>]>,
    ) {
        let mut known = HashMap::new();
        for argument in arguments {
            self.argument(argument, definitions, &mut known);
        }
    }

    fn argument(
        &mut self,
        argument: &'d Argument<'d>,
        definitions: Option<&'d [Node<InputValueDefinition>]>,
        known: &mut HashMap<&'d str, usize>,
    ) {
        self.once(known, argument.name, |name| {
            format!("There can be only one argument named \"{name}\".")
        });
        let definition = definitions
            .into_iter()
            .flatten()
            .find(|known| known.name == argument.name.text);
        self.value(
            &argument.value,
            definition.map(|definition| (*definition.ty).clone()),
            true,
        );
    }
}
