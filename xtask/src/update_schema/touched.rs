//! Which operations of the catalogue a change concerns: those that use the element, and where it is new, those that use
//! what it stands in.

use std::collections::BTreeSet;

use graphql_parser::query::{
    Definition, Document, Field, FragmentDefinition, OperationDefinition, Selection, SelectionSet,
    TypeCondition, VariableDefinition,
};

use super::{
    diff::{Change, Verb},
    elements::{Elements, named, parent_of},
};

/// One file of the catalogue: its name as it is shown, and what it holds.
#[derive(Debug, Clone)]
pub(super) struct QueryFile {
    pub(super) name: String,
    pub(super) document: Document<'static, String>,
}

/// For each change the names of the files whose operations it concerns.
pub(super) fn by(
    changes: &[Change],
    old: &Elements,
    new: &Elements,
    files: &[QueryFile],
) -> Vec<Vec<String>> {
    let before = uses(old, files);
    let after = uses(new, files);
    let of = |change: &Change| match change.verb {
        // An added argument or field: who uses what it was added to.
        Verb::Added => users(
            &after,
            parent_of(&change.element).unwrap_or(&change.element),
        ),
        _ => users(&before, &change.element),
    };
    changes.iter().map(of).collect()
}

type Used = Vec<(String, BTreeSet<String>)>;

fn users(used: &Used, element: &str) -> Vec<String> {
    let names: BTreeSet<&String> = used
        .iter()
        .filter(|(_, elements)| elements.contains(element))
        .map(|(name, _)| name)
        .collect();
    names.into_iter().cloned().collect()
}

fn uses(elements: &Elements, files: &[QueryFile]) -> Used {
    let definitions = || {
        files
            .iter()
            .flat_map(|file| file.document.definitions.iter().map(move |it| (file, it)))
    };
    let fragments: Vec<&FragmentDefinition<'static, String>> = definitions()
        .filter_map(|(_, definition)| match definition {
            Definition::Fragment(fragment) => Some(fragment),
            Definition::Operation(_) => None,
        })
        .collect();
    let operations = definitions().filter_map(|(file, definition)| match definition {
        Definition::Operation(operation) => Some((file, operation)),
        Definition::Fragment(_) => None,
    });
    operations
        .map(|(file, operation)| {
            let mut walk = Walk {
                elements,
                fragments: &fragments,
                seen: BTreeSet::new(),
                used: BTreeSet::new(),
            };
            walk.operation(operation);
            (file.name.clone(), walk.used)
        })
        .collect()
}

struct Walk<'a> {
    elements: &'a Elements,
    fragments: &'a [&'a FragmentDefinition<'static, String>],
    /// Fragments on the way, so that a cycle ends.
    seen: BTreeSet<String>,
    used: BTreeSet<String>,
}

impl Walk<'_> {
    fn operation(&mut self, operation: &OperationDefinition<'static, String>) {
        let elements = self.elements;
        match operation {
            OperationDefinition::SelectionSet(set) => self.selections(&elements.query, set),
            OperationDefinition::Query(it) => {
                self.root(&elements.query, &it.variable_definitions, &it.selection_set)
            }
            OperationDefinition::Mutation(it) => {
                self.root(
                    &elements.mutation,
                    &it.variable_definitions,
                    &it.selection_set,
                );
            }
            OperationDefinition::Subscription(it) => {
                self.root(
                    &elements.subscription,
                    &it.variable_definitions,
                    &it.selection_set,
                );
            }
        }
    }

    fn root(
        &mut self,
        ty: &str,
        variables: &[VariableDefinition<'static, String>],
        set: &SelectionSet<'static, String>,
    ) {
        variables
            .iter()
            .for_each(|variable| self.ty(named(&variable.var_type)));
        self.selections(ty, set);
    }

    fn selections(&mut self, parent: &str, set: &SelectionSet<'static, String>) {
        self.used.insert(parent.to_owned());
        for selection in &set.items {
            match selection {
                Selection::Field(field) => self.field(parent, field),
                Selection::InlineFragment(fragment) => {
                    let on = fragment
                        .type_condition
                        .as_ref()
                        .map_or(parent, |TypeCondition::On(ty)| ty);
                    self.selections(on, &fragment.selection_set);
                }
                Selection::FragmentSpread(spread) => self.spread(&spread.fragment_name),
            }
        }
    }

    fn spread(&mut self, name: &str) {
        let Some(fragment) = self.fragments.iter().find(|fragment| fragment.name == name) else {
            return;
        };
        if self.seen.insert(name.to_owned()) {
            let TypeCondition::On(ty) = &fragment.type_condition;
            self.selections(ty, &fragment.selection_set);
        }
    }

    fn field(&mut self, parent: &str, field: &Field<'static, String>) {
        let name = format!("{parent}.{}", field.name);
        self.used.extend(
            field
                .arguments
                .iter()
                .map(|(argument, _)| format!("{name}({argument})")),
        );
        if let Some(ty) = self.elements.output_of(&name).map(str::to_owned) {
            self.ty(&ty);
            self.selections(&ty, &field.selection_set);
        }
        self.used.insert(name);
    }

    /// A type by name: an enum may give or take each of its values, and a variable may carry each field of an input.
    fn ty(&mut self, name: &str) {
        let elements = self.elements;
        let is_closed = elements
            .map
            .get(name)
            .is_some_and(|it| it.is_enum_or_input());
        if !is_closed || !self.used.insert(name.to_owned()) {
            return;
        }
        for (below, element) in elements.below(name) {
            self.used.insert(below.clone());
            element.input_type().into_iter().for_each(|ty| self.ty(ty));
        }
    }
}
