//! The walk through a document: each node when it is entered, then what is in it, then the node when it is left.

use std::collections::{HashMap, HashSet};

use apollo_compiler::Schema;

use super::super::suggest::did_you_mean;
use super::super::syntax::tree::{Definition, Fragment, Name, Operation, Selection, SelectionSet};
use super::{Offence, types};

/// All rules at work on one document.
pub(super) struct Rules<'d> {
    pub(super) schema: &'d Schema,
    pub(super) fragments: HashMap<&'d str, &'d Fragment<'d>>,
    pub(super) broken: Vec<Offence>,
    /// Fragments that were looked at for circles.
    pub(super) visited: HashSet<&'d str>,
    operations: usize,
    depth: usize,
    /// Steps of what may grow with the square of the document.
    steps: usize,
    /// What is refused for its own sake, whatever else is wrong.
    too_much: Option<&'static str>,
}

// Fragments within fragments, and sets that are compared, one within another. apollo-compiler takes no more than a
// hundred; this is before it, and walks on the stack.
const DEEPEST: usize = 200;

// Fields of one name are compared with each other, and operations follow all fragments. So many steps take seconds; the
// server takes as long as it takes.
const MOST_STEPS: usize = 1_000_000;

impl<'d> Rules<'d> {
    pub(super) fn broken(schema: &'d Schema, definitions: &'d [Definition<'d>]) -> Vec<Offence> {
        let fragments = definitions
            .iter()
            .filter_map(|definition| match definition {
                Definition::Fragment(fragment) => Some((fragment.name.text, fragment)),
                _ => None,
            });
        let is_operation =
            |definition: &&Definition<'_>| matches!(definition, Definition::Operation(_));
        let mut rules = Self {
            schema,
            fragments: fragments.collect(),
            broken: Vec::new(),
            visited: HashSet::new(),
            operations: definitions.iter().filter(is_operation).count(),
            depth: 0,
            steps: 0,
            too_much: None,
        };
        rules.document(definitions);
        if let Some(said) = rules.too_much {
            rules.broken.clear();
            rules.say(said, []);
        }
        rules.broken
    }

    /// One step deeper, unless that is too deep; then nothing is followed any more, and the document is refused.
    pub(super) fn enter(&mut self) -> bool {
        if self.depth >= DEEPEST {
            self.too_much = Some("The document nests fragments too deeply for the sandbox.");
        }
        if self.too_much.is_some() {
            return false;
        }
        self.depth += 1;
        true
    }

    /// More steps, unless these are too many; then nothing is followed any more, and the document is refused.
    pub(super) fn step(&mut self, steps: usize) -> bool {
        self.steps += steps;
        if self.steps > MOST_STEPS {
            self.too_much =
                Some("The document repeats fields or fragments too often for the sandbox.");
        }
        self.too_much.is_none()
    }

    /// Back from where `enter` let one in.
    pub(super) fn leave(&mut self) {
        self.depth -= 1;
    }

    pub(super) fn say(&mut self, message: impl Into<String>, at: impl Into<Vec<usize>>) {
        self.broken.push(Offence {
            message: message.into(),
            at: at.into(),
        });
    }

    fn document(&mut self, definitions: &'d [Definition<'d>]) {
        for definition in definitions {
            if let Definition::TypeSystem { at, name } = definition {
                let what = name.map_or("schema".into(), |name| format!("\"{name}\""));
                self.say(format!("The {what} definition is not executable."), [*at]);
            }
        }
        let (mut operations, mut fragments) = (HashMap::new(), HashMap::new());
        for definition in definitions {
            match definition {
                Definition::Operation(operation) => {
                    if let Some(name) = operation.name {
                        self.once(&mut operations, name, |name| {
                            format!("There can be only one operation named \"{name}\".")
                        });
                    }
                    self.operation(operation);
                }
                Definition::Fragment(fragment) => self.fragment(fragment, &mut fragments),
                Definition::TypeSystem { .. } => {}
            }
        }
        if self.too_much.is_none() {
            self.unused_fragments(definitions);
        }
    }

    /// Complains where the name was there before.
    pub(super) fn once(
        &mut self,
        known: &mut HashMap<&'d str, usize>,
        name: Name<'d>,
        said: impl Fn(&str) -> String,
    ) {
        match known.get(name.text) {
            Some(first) => self.say(said(name.text), [*first, name.at]),
            None => drop(known.insert(name.text, name.at)),
        }
    }

    fn operation(&mut self, operation: &'d Operation<'d>) {
        if operation.name.is_none() && self.operations > 1 {
            let said = "This anonymous operation must be the only defined operation.";
            self.say(said, [operation.at]);
        }
        if operation.kind == "subscription" && operation.selections.items.len() != 1 {
            let who = operation.name.map_or_else(
                || "Anonymous Subscription".into(),
                |name| format!("Subscription \"{}\"", name.text),
            );
            let more = operation.selections.items.iter().skip(1).map(Selection::at);
            let more: Vec<_> = more.collect();
            self.say(format!("{who} must select only one top level field."), more);
        }
        let place = operation.kind.to_ascii_uppercase();
        self.repeated_directives(&operation.directives);
        self.variable_definitions(operation);
        self.directives(&operation.directives, &place);
        let root = match operation.kind {
            "mutation" => &self.schema.schema_definition.mutation,
            "subscription" => &self.schema.schema_definition.subscription,
            _ => &self.schema.schema_definition.query,
        };
        let root = root.as_ref().map(|root| root.name.as_str());
        self.selection_set(&operation.selections, root);
        self.variables_of(operation);
    }

    fn fragment(&mut self, fragment: &'d Fragment<'d>, known: &mut HashMap<&'d str, usize>) {
        let condition = fragment.condition;
        if types::is_known(self.schema, condition.text)
            && !types::is_object(self.schema, condition.text)
        {
            let said = format!(
                "Fragment \"{}\" cannot condition on non composite type \"{}\".",
                fragment.name.text, condition.text
            );
            self.say(said, [condition.at]);
        }
        self.once(known, fragment.name, |name| {
            format!("There can be only one fragment named \"{name}\".")
        });
        self.circles(fragment, &mut Vec::new());
        self.repeated_directives(&fragment.directives);
        self.named_type(condition);
        self.directives(&fragment.directives, "FRAGMENT_DEFINITION");
        let parent = Some(condition.text).filter(|name| types::is_object(self.schema, name));
        self.selection_set(&fragment.selections, parent);
    }

    /// A type that is named must be there.
    pub(super) fn named_type(&mut self, name: Name<'d>) {
        if types::is_known(self.schema, name.text) {
            return;
        }
        let known = self.schema.types.keys().map(|known| known.as_str());
        let hint = did_you_mean("", name.text, known);
        self.say(format!("Unknown type \"{}\".{hint}", name.text), [name.at]);
    }

    pub(super) fn selection_set(&mut self, set: &'d SelectionSet<'d>, parent: Option<&'d str>) {
        self.overlaps(set, parent);
        for selection in &set.items {
            match selection {
                Selection::Field(field) => self.field(field, parent),
                Selection::Spread {
                    at,
                    name,
                    directives,
                } => {
                    self.spread(*at, *name, parent);
                    self.repeated_directives(directives);
                    self.directives(directives, "FRAGMENT_SPREAD");
                }
                Selection::Inline {
                    at,
                    condition,
                    directives,
                    selections,
                } => {
                    let inside = self.inline(*at, *condition, parent);
                    self.repeated_directives(directives);
                    if let Some(condition) = condition {
                        self.named_type(*condition);
                    }
                    self.directives(directives, "INLINE_FRAGMENT");
                    self.selection_set(selections, inside);
                }
            }
        }
    }
}
