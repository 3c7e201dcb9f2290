//! Walks an operation or fragment and notes each node with the types that are known at its place.

use super::{
    ArgumentsFact, ConditionFact, DirectivesFact, Facts, FieldFact, SetFact, SpreadFact,
    VariableFact, known_arguments,
};
use crate::schema::{FieldDef, InputValueDef, Schema, TypeDef, TypeKind, TypeRef};
use crate::syntax::tree::{
    Argument, Definition, Directive, Field, Inline, Operation, OperationKind, Selection,
    SelectionSet, Value, ValueKind,
};

/// The facts of a definition that selects from `root`.
pub(super) fn gather<'a>(
    schema: &'a Schema,
    definition: &'a Definition,
    root: Option<&'a TypeDef>,
) -> Facts<'a> {
    let mut walk = Walk {
        schema,
        facts: Facts::default(),
    };
    match definition {
        Definition::Operation(node) => walk.operation(node, root),
        Definition::Fragment(node) => {
            walk.facts.conditions.push(ConditionFact {
                name: &node.on,
                parent: None,
            });
            walk.directives(&node.directives, "FRAGMENT_DEFINITION");
            walk.selection_set(&node.selection, root);
        }
        Definition::Schema(_) | Definition::Type(_) | Definition::Directive(_) => {}
    }
    walk.facts
}

struct Walk<'a> {
    schema: &'a Schema,
    facts: Facts<'a>,
}

impl<'a> Walk<'a> {
    fn operation(&mut self, node: &'a Operation, root: Option<&'a TypeDef>) {
        let place = match node.kind {
            OperationKind::Query => "QUERY",
            OperationKind::Mutation => "MUTATION",
            OperationKind::Subscription => "SUBSCRIPTION",
        };
        self.directives(&node.directives, place);
        node.variables
            .iter()
            .for_each(|variable| self.directives(&variable.directives, "VARIABLE_DEFINITION"));
        self.selection_set(&node.selection, root);
    }

    fn selection_set(&mut self, node: &'a SelectionSet, on: Option<&'a TypeDef>) {
        self.facts.sets.push(SetFact { node, on });
        for item in &node.items {
            match item {
                Selection::Field(field) => self.field(field, on),
                Selection::Spread(node) => {
                    self.facts.spreads.push(SpreadFact { node, parent: on });
                    self.directives(&node.directives, "FRAGMENT_SPREAD");
                }
                Selection::Inline(inline) => self.inline(inline, on),
            }
        }
    }

    fn inline(&mut self, node: &'a Inline, parent: Option<&'a TypeDef>) {
        self.directives(&node.directives, "INLINE_FRAGMENT");
        let Some(name) = &node.on else {
            return self.selection_set(&node.selection, parent);
        };
        self.facts.conditions.push(ConditionFact { name, parent });
        let on = self
            .schema
            .types
            .get(&name.text)
            .filter(|def| def.is_composite());
        self.selection_set(&node.selection, on);
    }

    fn field(&mut self, node: &'a Field, parent: Option<&'a TypeDef>) {
        let def = parent.and_then(|parent| self.schema.field(&parent.name, &node.name.text));
        self.facts.fields.push(FieldFact { node, parent, def });
        self.field_arguments(node, parent, def);
        self.directives(&node.directives, "FIELD");
        if let Some(selection) = &node.selection {
            let below = def
                .and_then(|def| self.schema.types.get(def.ty.name()))
                .filter(|def| def.is_composite());
            self.selection_set(selection, below);
        }
    }

    fn field_arguments(
        &mut self,
        node: &'a Field,
        parent: Option<&'a TypeDef>,
        def: Option<&'a FieldDef>,
    ) {
        if let (Some(parent), Some(def)) = (parent, def) {
            let owner = format!("`{}.{}`", parent.name, def.name);
            let (given, known) = (&node.arguments, &def.arguments);
            self.facts.arguments.push(ArgumentsFact {
                given,
                known,
                owner,
                span: node.name.span,
            });
        }
        let known = def.map(|def| def.arguments.as_slice()).unwrap_or_default();
        self.values(&node.arguments, known, false);
    }

    fn directives(&mut self, nodes: &'a [Directive], place: &'static str) {
        if nodes.is_empty() {
            return;
        }
        self.facts.directives.push(DirectivesFact { nodes, place });
        for node in nodes {
            // A variable in a directive of the generator's own is told as such, whatever its type.
            let def = self
                .schema
                .directives
                .get(&node.name.text)
                .filter(|def| !def.client);
            self.values(&node.arguments, known_arguments(def), false);
        }
    }

    /// Finds the variables in the values of arguments or of an input object.
    fn values(&mut self, given: &'a [Argument], known: &'a [InputValueDef], one_of: bool) {
        for argument in given {
            let def = known.iter().find(|known| known.name == argument.name.text);
            let has_default = def.is_some_and(|def| def.default.is_some());
            let place = Place {
                ty: def.map(|def| &def.ty),
                has_default,
                one_of,
            };
            self.value(&argument.value, place);
        }
    }

    fn value(&mut self, value: &'a Value, place: Place<'a>) {
        match &value.kind {
            ValueKind::Variable(name) => {
                let expected = place.ty.cloned();
                self.facts.variables.push(VariableFact {
                    name,
                    span: value.span,
                    expected,
                    has_default: place.has_default,
                    one_of: place.one_of,
                });
            }
            ValueKind::List(items) => {
                let item = Place {
                    ty: place.ty.map(item_type),
                    has_default: false,
                    one_of: false,
                };
                items.iter().for_each(|value| self.value(value, item));
            }
            ValueKind::Object(entries) => {
                let def = place.ty.and_then(|ty| self.schema.types.get(ty.name()));
                let one_of = def.is_some_and(|def| def.notes.one_of);
                self.values(entries, fields_of(def), one_of);
            }
            _ => {}
        }
    }
}

/// What is known of the place of a value.
#[derive(Clone, Copy)]
struct Place<'a> {
    ty: Option<&'a TypeRef>,
    has_default: bool,
    one_of: bool,
}

fn fields_of(def: Option<&TypeDef>) -> &[InputValueDef] {
    match def.map(|def| &def.kind) {
        Some(TypeKind::Input(fields)) => fields,
        _ => &[],
    }
}

/// What an item of a list literal is expected to be; where no list is expected, the list itself is told as wrong.
fn item_type(ty: &TypeRef) -> &TypeRef {
    match ty.nullable() {
        TypeRef::List(item) => item,
        other => other,
    }
}
