//! Where each variable of an operation goes, fragments included: what it is comes from there.

use std::collections::{BTreeMap, BTreeSet};

use super::{Directive, Document, Fragment, Selection, SelectionSet, Value, VariableUse};
use crate::schema::{InputValueDef, Schema, TypeKind, TypeRef};

/// Fills in the uses of all variables, in the order of the document and without repetition.
pub(super) fn uses(document: &mut Document, schema: &Schema) {
    let fragments: BTreeMap<&str, &Fragment> = document
        .fragments
        .iter()
        .map(|fragment| (fragment.name.as_str(), fragment))
        .collect();
    for operation in &mut document.operations {
        let mut finder = Finder {
            schema,
            found: Vec::new(),
            spreads: Vec::new(),
        };
        finder.selection_set(&operation.selection);
        finder.fragments(&fragments);
        for variable in &mut operation.variables {
            let here = finder
                .found
                .iter()
                .filter(|(name, _)| *name == variable.name);
            for (_, place) in here {
                if !variable.uses.contains(place) {
                    variable.uses.push(place.clone());
                }
            }
        }
    }
}

struct Finder<'a> {
    schema: &'a Schema,
    found: Vec<(String, VariableUse)>,
    spreads: Vec<String>,
}

impl Finder<'_> {
    /// Looks into each fragment once, however it is reached.
    fn fragments(&mut self, fragments: &BTreeMap<&str, &Fragment>) {
        let mut seen = BTreeSet::new();
        while let Some(name) = self.spreads.pop() {
            let Some(fragment) = fragments.get(name.as_str()) else {
                continue;
            };
            if seen.insert(name) {
                self.selection_set(&fragment.selection);
            }
        }
    }

    fn selection_set(&mut self, set: &SelectionSet) {
        for item in &set.items {
            match item {
                Selection::Field(field) => {
                    self.arguments(&field.parent, &field.name, &field.arguments);
                    self.directives(&field.directives);
                    field
                        .selection
                        .iter()
                        .for_each(|below| self.selection_set(below));
                }
                Selection::Spread(spread) => {
                    self.directives(&spread.directives);
                    self.spreads.push(spread.fragment.clone());
                }
                Selection::Inline(inline) => {
                    self.directives(&inline.directives);
                    self.selection_set(&inline.selection);
                }
            }
        }
    }

    fn arguments(&mut self, parent: &str, field: &str, arguments: &[(String, Value)]) {
        let Some(def) = self.schema.field(parent, field) else {
            return;
        };
        for (name, value) in arguments {
            let place = VariableUse::Argument {
                parent: parent.to_owned(),
                field: field.to_owned(),
                argument: name.clone(),
            };
            self.value(value, type_of(&def.arguments, name), place);
        }
    }

    fn directives(&mut self, directives: &[Directive]) {
        for directive in directives {
            let Some(def) = self.schema.directives.get(&directive.name) else {
                continue;
            };
            for (name, value) in &directive.arguments {
                let place = VariableUse::Directive {
                    directive: directive.name.clone(),
                    argument: name.clone(),
                };
                self.value(value, type_of(&def.arguments, name), place);
            }
        }
    }

    fn value(&mut self, value: &Value, ty: Option<&TypeRef>, place: VariableUse) {
        match value {
            Value::Variable(name) => self.found.push((name.clone(), place)),
            Value::List(items) => items
                .iter()
                .for_each(|item| self.value(item, ty, place.clone())),
            Value::Object(entries) => self.object(entries, ty),
            _ => {}
        }
    }

    fn object(&mut self, entries: &[(String, Value)], ty: Option<&TypeRef>) {
        let Some(ty) = ty else { return };
        let Some(TypeKind::Input(fields)) = self.schema.types.get(ty.name()).map(|def| &def.kind)
        else {
            return;
        };
        for (name, value) in entries {
            let place = VariableUse::InputField {
                input: ty.name().to_owned(),
                field: name.clone(),
            };
            self.value(value, type_of(fields, name), place);
        }
    }
}

fn type_of<'d>(inputs: &'d [InputValueDef], name: &str) -> Option<&'d TypeRef> {
    inputs
        .iter()
        .find(|input| input.name == name)
        .map(|input| &input.ty)
}
