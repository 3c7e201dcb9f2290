//! Fragments: whether they are there, may stand where they are spread, go in circles, and are used.

use std::collections::HashSet;

use super::super::syntax::tree::{Definition, Fragment, Name, Selection, SelectionSet};
use super::document::Rules;
use super::types;

impl<'d> Rules<'d> {
    pub(super) fn spread(&mut self, at: usize, name: Name<'d>, parent: Option<&'d str>) {
        let Some(fragment) = self.fragments.get(name.text).copied() else {
            self.say(format!("Unknown fragment \"{}\".", name.text), [name.at]);
            return;
        };
        let ty = fragment.condition.text;
        if types::is_object(self.schema, ty) && parent.is_some_and(|parent| parent != ty) {
            let parent = parent.unwrap_or_default();
            let said = format!(
                "Fragment \"{}\" cannot be spread here as objects of type \"{parent}\" can never be of type \"{ty}\".",
                name.text
            );
            self.say(said, [at]);
        }
    }

    /// The type that an inline fragment's fields are asked of.
    pub(super) fn inline(
        &mut self,
        at: usize,
        condition: Option<Name<'d>>,
        parent: Option<&'d str>,
    ) -> Option<&'d str> {
        let Some(condition) = condition else {
            return parent;
        };
        let ty = condition.text;
        if !types::is_object(self.schema, ty) {
            if types::is_known(self.schema, ty) {
                let said = format!("Fragment cannot condition on non composite type \"{ty}\".");
                self.say(said, [condition.at]);
            }
            return None;
        }
        if let Some(parent) = parent.filter(|parent| *parent != ty) {
            let said = format!(
                "Fragment cannot be spread here as objects of type \"{parent}\" can never be of type \"{ty}\"."
            );
            self.say(said, [at]);
        }
        Some(ty)
    }

    /// Says each way that leads from a fragment back to one on it.
    pub(super) fn circles(
        &mut self,
        fragment: &'d Fragment<'d>,
        path: &mut Vec<(usize, &'d str, &'d str)>,
    ) {
        if !self.visited.insert(fragment.name.text) {
            return;
        }
        for (at, name) in spreads(&fragment.selections) {
            path.push((at, name, fragment.name.text));
            match path.iter().position(|(_, _, from)| *from == name) {
                Some(begin) => self.circle(path.get(begin..).unwrap_or_default()),
                None => {
                    if let Some(inner) = self.fragments.get(name).copied()
                        && self.enter()
                    {
                        self.circles(inner, path);
                        self.leave();
                    }
                }
            }
            path.pop();
        }
    }

    fn circle(&mut self, path: &[(usize, &str, &str)]) {
        let Some(((_, name, _), via)) = path.split_last() else {
            return;
        };
        let via: Vec<_> = via
            .iter()
            .map(|(_, name, _)| format!("\"{name}\""))
            .collect();
        let via = match via.is_empty() {
            true => ".".into(),
            false => format!(" via {}.", via.join(", ")),
        };
        let places: Vec<_> = path.iter().map(|(at, ..)| *at).collect();
        self.say(
            format!("Cannot spread fragment \"{name}\" within itself{via}"),
            places,
        );
    }

    pub(super) fn unused_fragments(&mut self, definitions: &'d [Definition<'d>]) {
        let mut used = HashSet::new();
        for definition in definitions {
            if let Definition::Operation(operation) = definition {
                used.extend(
                    self.reached(&operation.selections)
                        .iter()
                        .map(|fragment| fragment.name.text),
                );
            }
        }
        for definition in definitions {
            if let Definition::Fragment(fragment) = definition
                && !used.contains(fragment.name.text)
            {
                let said = format!("Fragment \"{}\" is never used.", fragment.name.text);
                self.say(said, [fragment.at]);
            }
        }
    }

    /// The fragments that a selection leads to, in graphql-js' order.
    pub(super) fn reached(&self, set: &'d SelectionSet<'d>) -> Vec<&'d Fragment<'d>> {
        let (mut fragments, mut known) = (Vec::new(), HashSet::new());
        let mut to_visit = vec![set];
        while let Some(set) = to_visit.pop() {
            for (_, name) in spreads(set) {
                if !known.insert(name) {
                    continue;
                }
                if let Some(fragment) = self.fragments.get(name).copied() {
                    fragments.push(fragment);
                    to_visit.push(&fragment.selections);
                }
            }
        }
        fragments
    }
}

// The spreads of a selection: those of the outermost set first, then set by set from the last one on.
fn spreads<'d>(set: &'d SelectionSet<'d>) -> Vec<(usize, &'d str)> {
    let (mut found, mut sets) = (Vec::new(), vec![set]);
    while let Some(set) = sets.pop() {
        for selection in &set.items {
            match selection {
                Selection::Spread { at, name, .. } => found.push((*at, name.text)),
                Selection::Field(field) => sets.extend(&field.selections),
                Selection::Inline { selections, .. } => sets.push(selections),
            }
        }
    }
    found
}
