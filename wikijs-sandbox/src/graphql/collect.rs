//! Which fields are asked of an object: conditions heeded, fragments followed, each of them once.

use std::collections::HashSet;

use apollo_compiler::collections::IndexMap;
use apollo_compiler::executable::{Field, Selection, SelectionSet};
use apollo_compiler::{Name, Node};

use super::request::Prepared;

/// Fields by their names in the answer, with all places that ask for them.
pub(super) type Groups<'a> = IndexMap<&'a Name, Vec<&'a Node<Field>>>;

impl Prepared {
    /// The fields that the selections ask of an object of that type.
    pub(super) fn groups<'a>(&'a self, ty: &str, sets: &[&'a SelectionSet]) -> Groups<'a> {
        let mut collector = Collector {
            prepared: self,
            ty,
            followed: HashSet::new(),
            groups: Groups::default(),
        };
        for set in sets {
            collector.collect(set);
        }
        collector.groups
    }

    fn includes(&self, selection: &Selection) -> bool {
        let condition = |name: &str| {
            let directive = selection.directives().get(name)?;
            let value = directive.specified_argument_by_name("if")?;
            match value.as_variable() {
                Some(variable) => self.variables.get(variable.as_str())?.as_bool(),
                None => value.to_bool(),
            }
        };
        condition("skip") != Some(true) && condition("include") != Some(false)
    }
}

struct Collector<'a, 't> {
    prepared: &'a Prepared,
    ty: &'t str,
    // A fragment that spreads another one twice, and so on, would double the work with each.
    followed: HashSet<&'a Name>,
    groups: Groups<'a>,
}

impl<'a> Collector<'a, '_> {
    fn collect(&mut self, set: &'a SelectionSet) {
        for selection in &set.selections {
            if self.prepared.includes(selection) {
                self.add(selection);
            }
        }
    }

    fn add(&mut self, selection: &'a Selection) {
        match selection {
            Selection::Field(field) => {
                let places = self.groups.entry(field.response_key()).or_default();
                places.push(field);
            }
            Selection::InlineFragment(inline) => {
                let condition = inline.type_condition.as_ref();
                if condition.is_none_or(|condition| condition == self.ty) {
                    self.collect(&inline.selection_set);
                }
            }
            Selection::FragmentSpread(spread) => self.follow(&spread.fragment_name),
        }
    }

    fn follow(&mut self, name: &'a Name) {
        if !self.followed.insert(name) {
            return;
        }
        let fragment = self.prepared.document.fragments.get(name);
        if let Some(fragment) = fragment.filter(|fragment| fragment.type_condition() == self.ty) {
            self.collect(&fragment.selection_set);
        }
    }
}
