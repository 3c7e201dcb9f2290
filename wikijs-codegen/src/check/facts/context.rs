//! All definitions of the query files with their facts, and what the rules ask about them.

use std::collections::{BTreeMap, BTreeSet};

use super::Facts;
use super::gather::gather;
use crate::config::Config;
use crate::schema::{FieldDef, Schema, TypeDef};
use crate::source::SourceKind;
use crate::syntax::Tree;
use crate::syntax::tree::{self, SelectionSet};

/// What a rule is given.
pub(in crate::check) struct Context<'a> {
    pub(in crate::check) tree: &'a Tree,
    pub(in crate::check) schema: &'a Schema,
    pub(in crate::check) config: &'a Config,
    /// The operations in order.
    pub(in crate::check) operations: Vec<Definition<'a, tree::Operation>>,
    /// The fragments in order.
    pub(in crate::check) fragments: Vec<Definition<'a, tree::Fragment>>,
    names: BTreeMap<&'a str, usize>,
    reached: Vec<Vec<usize>>,
}

/// An operation or fragment, its facts, and the fragments it spreads.
pub(in crate::check) struct Definition<'a, N> {
    pub(in crate::check) node: &'a N,
    pub(in crate::check) root: Option<&'a TypeDef>,
    pub(in crate::check) facts: Facts<'a>,
    /// Whether it is not a dependency's.
    pub(in crate::check) own: bool,
}

impl<'a> Context<'a> {
    /// Gathers the facts of all query files.
    pub(in crate::check) fn new(tree: &'a Tree, schema: &'a Schema, config: &'a Config) -> Self {
        let mut context = Self {
            tree,
            schema,
            config,
            operations: Vec::new(),
            fragments: Vec::new(),
            names: BTreeMap::new(),
            reached: Vec::new(),
        };
        let files = tree.files.iter().filter(|file| file.kind.is_document());
        for file in files {
            let own = file.kind == SourceKind::Query;
            file.definitions
                .iter()
                .for_each(|definition| context.add(definition, own));
        }
        context.reached = context
            .operations
            .iter()
            .map(|operation| context.reach(&operation.facts))
            .collect();
        context
    }

    fn add(&mut self, definition: &'a tree::Definition, own: bool) {
        match definition {
            tree::Definition::Operation(node) => {
                let root = self
                    .schema
                    .root(node.kind)
                    .and_then(|name| self.schema.types.get(name));
                let facts = gather(self.schema, definition, root);
                self.operations.push(Definition {
                    node,
                    root,
                    facts,
                    own,
                });
            }
            tree::Definition::Fragment(node) => {
                let root = self
                    .schema
                    .types
                    .get(&node.on.text)
                    .filter(|def| def.is_composite());
                let facts = gather(self.schema, definition, root);
                self.names
                    .entry(&node.name.text)
                    .or_insert(self.fragments.len());
                self.fragments.push(Definition {
                    node,
                    root,
                    facts,
                    own,
                });
            }
            _ => {}
        }
    }

    /// The fragments that facts lead to, directly and through others, each once.
    fn reach(&self, facts: &Facts<'a>) -> Vec<usize> {
        let mut reached = Vec::new();
        let mut known = vec![false; self.fragments.len()];
        let mut next: Vec<usize> = self.spread_in(facts).collect();
        while let Some(number) = next.pop() {
            if !std::mem::replace(&mut known[number], true) {
                reached.push(number);
                next.extend(self.spread_in(&self.fragments[number].facts));
            }
        }
        reached.sort_unstable();
        reached
    }

    fn spread_in<'s>(&'s self, facts: &'s Facts<'a>) -> impl Iterator<Item = usize> + 's {
        facts
            .spreads
            .iter()
            .filter_map(|spread| self.number(&spread.node.fragment.text))
    }

    /// The place of a fragment among all.
    pub(in crate::check) fn number(&self, fragment: &str) -> Option<usize> {
        self.names.get(fragment).copied()
    }

    /// The fragment of this name.
    pub(in crate::check) fn fragment(&self, name: &str) -> Option<&Definition<'a, tree::Fragment>> {
        self.fragments.get(self.number(name)?)
    }

    /// The names of all fragments.
    pub(in crate::check) fn fragment_names(&self) -> impl Iterator<Item = &'a str> + '_ {
        self.names.keys().copied()
    }

    /// Whether a query file could not be read: what seems to be missing or unused may stand there.
    pub(in crate::check) fn is_incomplete(&self) -> bool {
        self.tree.broken.iter().any(|kind| kind.is_document())
    }

    /// The facts of all definitions.
    pub(in crate::check) fn all(&self) -> impl Iterator<Item = &Facts<'a>> {
        let operations = self.operations.iter().map(|operation| &operation.facts);
        operations.chain(self.fragments.iter().map(|fragment| &fragment.facts))
    }

    /// The facts of all definitions but those of a dependency, which was built with settings of its own.
    pub(in crate::check) fn own(&self) -> impl Iterator<Item = &Facts<'a>> {
        let operations = self.operations.iter().map(|operation| &operation.facts);
        let fragments = self.fragments.iter().filter(|fragment| fragment.own);
        operations.chain(fragments.map(|fragment| &fragment.facts))
    }

    /// The facts of an operation and of all fragments it reaches.
    pub(in crate::check) fn whole(&self, operation: usize) -> impl Iterator<Item = &Facts<'a>> {
        let own = self
            .operations
            .get(operation)
            .map(|operation| &operation.facts);
        let reached = self.reached.get(operation).into_iter().flatten();
        own.into_iter()
            .chain(reached.map(|number| &self.fragments[*number].facts))
    }

    /// The fields of a selection set on the type `on`, those of its fragments included, each with the type it is
    /// selected from. A fragment is looked into once.
    pub(in crate::check) fn flat(
        &self,
        set: &'a SelectionSet,
        on: Option<&'a TypeDef>,
    ) -> Vec<(&'a tree::Field, Option<&'a TypeDef>)> {
        let mut flat = Vec::new();
        let mut known = BTreeSet::new();
        let mut next = vec![(set, on)];
        while let Some((set, on)) = next.pop() {
            for item in &set.items {
                match item {
                    tree::Selection::Field(field) => flat.push((field, on)),
                    tree::Selection::Inline(inline) => {
                        next.push((&inline.selection, self.condition(inline, on)))
                    }
                    tree::Selection::Spread(spread) => {
                        let Some(number) = self.number(&spread.fragment.text) else {
                            continue;
                        };
                        if known.insert(number) {
                            let fragment = &self.fragments[number];
                            next.push((&fragment.node.selection, fragment.root));
                        }
                    }
                }
            }
        }
        flat
    }

    /// Whether all fragments of a selection set are there: of others nobody knows what they select.
    pub(in crate::check) fn is_known(&self, set: &'a SelectionSet) -> bool {
        let mut known = BTreeSet::new();
        let mut next = vec![set];
        while let Some(set) = next.pop() {
            for item in &set.items {
                match item {
                    tree::Selection::Field(_) => {}
                    tree::Selection::Inline(inline) => next.push(&inline.selection),
                    tree::Selection::Spread(spread) => {
                        let Some(number) = self.number(&spread.fragment.text) else {
                            return false;
                        };
                        if known.insert(number) {
                            next.push(&self.fragments[number].node.selection);
                        }
                    }
                }
            }
        }
        true
    }

    /// What an operation selects that its caller gets, and its type: below the types with `@lift`, as long as one field
    /// is selected; without them, everything.
    pub(in crate::check) fn output(
        &self,
        operation: &Definition<'a, tree::Operation>,
    ) -> Option<(&'a SelectionSet, &'a TypeDef)> {
        let path = self.lifted(operation);
        let Some((field, def)) = path.last() else {
            return Some((&operation.node.selection, operation.root?));
        };
        Some((
            field.selection.as_ref()?,
            self.schema.types.get(def.ty.name())?,
        ))
    }

    /// The fields from the root to the one that is the output; none where nothing is lifted.
    pub(in crate::check) fn lifted(
        &self,
        operation: &Definition<'a, tree::Operation>,
    ) -> Vec<(&'a tree::Field, &'a FieldDef)> {
        let mut path = Vec::new();
        let (mut set, mut on) = (Some(&operation.node.selection), operation.root);
        while let (Some(below), Some(parent)) = (set, on) {
            let [(field, _)] = self.flat(below, on)[..] else {
                break;
            };
            let Some(def) = self.schema.field(&parent.name, &field.name.text) else {
                break;
            };
            let inner = self.schema.types.get(def.ty.name());
            if !parent.notes.lift && !inner.is_some_and(|inner| inner.notes.lift) {
                break;
            }
            path.push((field, def));
            (set, on) = (field.selection.as_ref(), inner);
        }
        path
    }

    fn condition(&self, inline: &tree::Inline, on: Option<&'a TypeDef>) -> Option<&'a TypeDef> {
        match &inline.on {
            Some(name) => self.schema.types.get(&name.text),
            None => on,
        }
    }
}
