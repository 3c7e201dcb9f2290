//! Variables: known types, defined once, defined and used, and of a type that may stand where they are used.

use std::collections::{HashMap, HashSet};

use apollo_compiler::Node;
use apollo_compiler::ast::{InputValueDefinition, Type};

use super::super::syntax::tree::{
    Argument, Directive, Fragment, Name, Operation, Selection, SelectionSet, Value, ValueKind,
    Variable,
};
use super::document::Rules;
use super::types;

/// Where a variable is used, and what is wanted there.
struct Usage<'d> {
    name: &'d str,
    at: usize,
    wanted: Option<Type>,
    has_default: bool,
}

impl<'d> Rules<'d> {
    pub(super) fn variable_definitions(&mut self, operation: &'d Operation<'d>) {
        let mut known = HashMap::new();
        for variable in &operation.variables {
            let named = variable.ty.inner_named_type().as_str();
            if types::is_known(self.schema, named) && !types::is_input(self.schema, named) {
                let said = format!(
                    "Variable \"${}\" cannot be non-input type \"{}\".",
                    variable.name.text, variable.ty
                );
                self.say(said, [variable.type_at.0]);
            }
            self.once(&mut known, variable.name, |name| {
                format!("There can be only one variable named \"${name}\".")
            });
            self.repeated_directives(&variable.directives);
            self.named_type(Name {
                text: named,
                at: variable.type_at.1,
            });
            if let Some(default) = &variable.default {
                let wanted = types::is_input(self.schema, named).then(|| variable.ty.clone());
                self.value(default, wanted, true);
            }
            self.directives(&variable.directives, "VARIABLE_DEFINITION");
        }
    }

    /// On leaving an operation: how its variables are used, in fragments, too.
    pub(super) fn variables_of(&mut self, operation: &'d Operation<'d>) {
        let reached = self.reached(&operation.selections);
        // Many operations may lead to one long fragment.
        let long: usize = reached
            .iter()
            .map(|fragment| size(&fragment.selections))
            .sum();
        if !self.step(long) {
            return;
        }
        let usages = self.usages(operation, &reached);
        let defined: HashMap<_, _> = operation
            .variables
            .iter()
            .map(|variable| (variable.name.text, variable))
            .collect();
        let of = operation.name.map(|name| name.text);
        for usage in usages
            .iter()
            .filter(|usage| !defined.contains_key(usage.name))
        {
            let by = of.map_or_else(String::new, |name| format!(" by operation \"{name}\""));
            let said = format!("Variable \"${}\" is not defined{by}.", usage.name);
            self.say(said, [usage.at, operation.at]);
        }
        let used: HashSet<_> = usages.iter().map(|usage| usage.name).collect();
        for variable in operation
            .variables
            .iter()
            .filter(|variable| !used.contains(variable.name.text))
        {
            let within = of.map_or_else(String::new, |name| format!(" in operation \"{name}\""));
            let said = format!(
                "Variable \"${}\" is never used{within}.",
                variable.name.text
            );
            self.say(said, [variable.at]);
        }
        for usage in &usages {
            if let (Some(variable), Some(wanted)) = (defined.get(usage.name), &usage.wanted) {
                self.position(variable, usage, wanted);
            }
        }
    }

    fn position(&mut self, variable: &Variable<'d>, usage: &Usage<'d>, wanted: &Type) {
        let known = types::is_known(self.schema, variable.ty.inner_named_type());
        if known && !may_stand(variable, usage, wanted) {
            let said = format!(
                "Variable \"${}\" of type \"{}\" used in position expecting type \"{wanted}\".",
                usage.name, variable.ty
            );
            self.say(said, [variable.at, usage.at]);
        }
    }

    fn usages(&self, operation: &'d Operation<'d>, reached: &[&'d Fragment<'d>]) -> Vec<Usage<'d>> {
        let root = match operation.kind {
            "mutation" => &self.schema.schema_definition.mutation,
            "subscription" => &self.schema.schema_definition.subscription,
            _ => &self.schema.schema_definition.query,
        };
        let mut found = Vec::new();
        self.in_directives(&operation.directives, &mut found);
        self.in_set(
            &operation.selections,
            root.as_ref().map(|root| root.name.as_str()),
            &mut found,
        );
        for fragment in reached {
            self.in_directives(&fragment.directives, &mut found);
            let parent =
                Some(fragment.condition.text).filter(|name| types::is_object(self.schema, name));
            self.in_set(&fragment.selections, parent, &mut found);
        }
        found
    }

    fn in_set(
        &self,
        set: &'d SelectionSet<'d>,
        parent: Option<&'d str>,
        found: &mut Vec<Usage<'d>>,
    ) {
        for selection in &set.items {
            match selection {
                Selection::Field(field) => {
                    let definition =
                        parent.and_then(|parent| types::field(self.schema, parent, field.name));
                    let arguments = definition.map(|definition| definition.arguments.as_slice());
                    self.in_arguments(&field.arguments, arguments, found);
                    self.in_directives(&field.directives, found);
                    if let Some(selections) = &field.selections {
                        let inside =
                            definition.map(|definition| definition.ty.inner_named_type().as_str());
                        self.in_set(
                            selections,
                            inside.filter(|name| types::is_object(self.schema, name)),
                            found,
                        );
                    }
                }
                Selection::Spread { directives, .. } => self.in_directives(directives, found),
                Selection::Inline {
                    condition,
                    directives,
                    selections,
                    ..
                } => {
                    self.in_directives(directives, found);
                    let inside = condition.map_or(parent, |condition| Some(condition.text));
                    self.in_set(
                        selections,
                        inside.filter(|name| types::is_object(self.schema, name)),
                        found,
                    );
                }
            }
        }
    }

    fn in_directives(&self, directives: &'d [Directive<'d>], found: &mut Vec<Usage<'d>>) {
        for directive in directives {
            let definition = self.schema.directive_definitions.get(directive.name);
            let arguments = definition.map(|definition| definition.arguments.as_slice());
            self.in_arguments(&directive.arguments, arguments, found);
        }
    }

    fn in_arguments(
        &self,
        arguments: &'d [Argument<'d>],
        definitions: Option<&[Node<InputValueDefinition>]>,
        found: &mut Vec<Usage<'d>>,
    ) {
        for argument in arguments {
            let definition = definitions
                .into_iter()
                .flatten()
                .find(|known| known.name == argument.name.text);
            let wanted = definition.map(|definition| (*definition.ty).clone());
            let has_default =
                definition.is_some_and(|definition| definition.default_value.is_some());
            self.in_value(&argument.value, wanted, has_default, found);
        }
    }

    fn in_value(
        &self,
        value: &'d Value<'d>,
        wanted: Option<Type>,
        has_default: bool,
        found: &mut Vec<Usage<'d>>,
    ) {
        match &value.kind {
            ValueKind::Variable(name) => found.push(Usage {
                name,
                at: value.at,
                wanted,
                has_default,
            }),
            ValueKind::List(items) => {
                let item = wanted.map(Type::nullable).map(|list| match list.is_list() {
                    true => list.item_type().clone(),
                    false => list,
                });
                for inner in items {
                    self.in_value(inner, item.clone(), false, found);
                }
            }
            ValueKind::Object(fields) => {
                let name = wanted.map(|wanted| wanted.inner_named_type().clone());
                let definition = name.and_then(|name| self.schema.get_input_object(&name));
                for field in fields {
                    let inner =
                        definition.and_then(|definition| definition.fields.get(field.name.text));
                    let has_default = inner.is_some_and(|inner| inner.default_value.is_some());
                    self.in_value(
                        &field.value,
                        inner.map(|inner| (*inner.ty).clone()),
                        has_default,
                        found,
                    );
                }
            }
            _ => {}
        }
    }
}

// A default makes up for a null that may not be.
fn may_stand(variable: &Variable<'_>, usage: &Usage<'_>, wanted: &Type) -> bool {
    if wanted.is_non_null() && !variable.ty.is_non_null() {
        let default = variable.default.as_ref();
        let is_given = default.is_some_and(|default| !matches!(default.kind, ValueKind::Null));
        return (is_given || usage.has_default)
            && types::is_subtype(&variable.ty, &wanted.clone().nullable());
    }
    types::is_subtype(&variable.ty, wanted)
}

// How many selections there are, all below included.
fn size(set: &SelectionSet<'_>) -> usize {
    let below = |selection: &Selection<'_>| match selection {
        Selection::Field(field) => field.selections.as_ref().map_or(0, size),
        Selection::Inline { selections, .. } => size(selections),
        Selection::Spread { .. } => 0,
    };
    set.items.iter().map(|selection| 1 + below(selection)).sum()
}
