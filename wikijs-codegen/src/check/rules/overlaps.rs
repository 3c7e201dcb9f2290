//! Section 5.3.2, Field Selection Merging: fields of one key are the same field with the same arguments, unless their
//! parents are different objects; and in any case their values have the same shape.
//!
//! The search is that of Simon Adameit's proof ("overlapping fields can be merged fast"): both questions are asked of
//! merged selection sets, each set once, breadth first. It neither recurses nor repeats itself on fragments that fan out.
//!
//! Bad: `query Q { page { name: title name: path } }`.
//! Good: `query Q { page { name: title  other: path } }`.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::check::facts::Context;
use crate::config::Target;
use crate::diagnostic::Diagnostic;
use crate::schema::{FieldDef, TypeDef, TypeKind, TypeRef, named_values};
use crate::source::FileId;
use crate::syntax::tree::{Field, SelectionSet};

const RULE: &str = "field-merging";
/// How many fields are compared before the search is given up: some documents have more combinations than one can look
/// through, and nobody writes them.
const BUDGET: usize = 1_000_000;

/// The rule.
pub(super) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let mut search = Search {
        context,
        queue: VecDeque::new(),
        asked: BTreeSet::new(),
        told: BTreeSet::new(),
        budget: BUDGET,
        found,
    };
    for operation in &context.operations {
        search.ask_both(vec![(&operation.node.selection, operation.root)]);
    }
    for fragment in &context.fragments {
        search.ask_both(vec![(&fragment.node.selection, fragment.root)]);
    }
    search.run();
}

/// Selection sets that are merged, each with the type it selects from.
type Sets<'a> = Vec<(&'a SelectionSet, Option<&'a TypeDef>)>;

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Question {
    /// Are fields of one key, with parents that can be the same object, the same field?
    Same,
    /// Do fields of one key have the same shape?
    Shape,
}

/// The place of a field: file, start, end.
type Key = (FileId, u32, u32);

#[derive(Clone, Copy)]
struct Selected<'a> {
    node: &'a Field,
    parent: &'a TypeDef,
    def: &'a FieldDef,
}

struct Search<'c, 'a, 'f> {
    context: &'c Context<'a>,
    queue: VecDeque<(Question, Sets<'a>)>,
    asked: BTreeSet<(Question, Vec<usize>)>,
    /// The keys of pairs that were told: two fields that differ often differ in shape, too.
    told: BTreeSet<(Key, Key)>,
    budget: usize,
    found: &'f mut Vec<Diagnostic>,
}

impl<'a> Search<'_, 'a, '_> {
    fn ask_both(&mut self, sets: Sets<'a>) {
        self.ask(Question::Same, sets.clone());
        self.ask(Question::Shape, sets);
    }

    fn ask(&mut self, question: Question, mut sets: Sets<'a>) {
        sets.sort_by_key(|(set, _)| address(set));
        sets.dedup_by_key(|(set, _)| address(set));
        let key = sets.iter().map(|(set, _)| address(set)).collect();
        if !sets.is_empty() && self.asked.insert((question, key)) {
            self.queue.push_back((question, sets));
        }
    }

    fn run(&mut self) {
        while let Some((question, sets)) = self.queue.pop_front() {
            for (_, fields) in self.by_key(&sets) {
                if self.budget < fields.len() {
                    return self.give_up(&fields);
                }
                self.budget -= fields.len();
                match question {
                    Question::Shape => self.shape(&fields),
                    Question::Same => self.same(&fields),
                }
            }
        }
    }

    fn by_key(&self, sets: &Sets<'a>) -> BTreeMap<&'a str, Vec<Selected<'a>>> {
        let mut keys: BTreeMap<&str, Vec<Selected<'a>>> = BTreeMap::new();
        for (set, on) in sets {
            for (node, parent) in self.context.flat(set, *on) {
                let Some(parent) = parent else { continue };
                let Some(def) = self.context.schema.field(&parent.name, &node.name.text) else {
                    continue;
                };
                keys.entry(&node.key().text)
                    .or_default()
                    .push(Selected { node, parent, def });
            }
        }
        keys.values_mut()
            .for_each(|fields| fields.sort_by_key(|field| field.node.key().span.key()));
        keys
    }

    fn shape(&mut self, fields: &[Selected<'a>]) {
        let Some(first) = fields.first() else { return };
        let other = fields
            .iter()
            .find(|field| !self.same_shape(&first.def.ty, &field.def.ty));
        match other {
            Some(other) => {
                let reason = format!(
                    "one is of type `{}`, the other of type `{}`",
                    first.def.ty, other.def.ty
                );
                self.tell(first, other, &reason);
            }
            None => self.ask(Question::Shape, self.below(fields)),
        }
    }

    fn same(&mut self, fields: &[Selected<'a>]) {
        for group in by_parent(fields) {
            let Some(first) = group.first() else { continue };
            match group.iter().find_map(|field| {
                Some((field, difference(self.context.config.target, first, field)?))
            }) {
                Some((other, reason)) => self.tell(first, other, &reason),
                None => self.ask(Question::Same, self.below(&group)),
            }
        }
    }

    fn below(&self, fields: &[Selected<'a>]) -> Sets<'a> {
        let below = |field: &Selected<'a>| {
            let on = self
                .context
                .schema
                .types
                .get(field.def.ty.name())
                .filter(|def| def.is_composite());
            Some((field.node.selection.as_ref()?, on))
        };
        fields.iter().filter_map(below).collect()
    }

    fn same_shape(&self, left: &TypeRef, right: &TypeRef) -> bool {
        match (left, right) {
            (TypeRef::NonNull(left), TypeRef::NonNull(right))
            | (TypeRef::List(left), TypeRef::List(right)) => self.same_shape(left, right),
            (TypeRef::Named(left), TypeRef::Named(right)) => {
                let composite = |name: &str| {
                    self.context
                        .schema
                        .types
                        .get(name)
                        .is_some_and(TypeDef::is_composite)
                };
                left == right || (composite(left) && composite(right))
            }
            _ => false,
        }
    }

    fn tell(&mut self, first: &Selected<'a>, other: &Selected<'a>, reason: &str) {
        let (left, right) = (first.node.key().span.key(), other.node.key().span.key());
        if self.told.insert((left, right)) {
            self.found.push(conflict(first, other, reason));
        }
    }

    fn give_up(&mut self, fields: &[Selected<'a>]) {
        let Some(first) = fields.first() else { return };
        let message =
            "there are too many ways in which these selections meet to look through them all";
        let help = "select fewer fields under one key in different fragments";
        self.found
            .push(Diagnostic::new(RULE, first.node.key().span, message).help(help));
    }
}

fn address(set: &SelectionSet) -> usize {
    std::ptr::from_ref(set) as usize
}

/// Groups whose parents can be the same object: each object type with all that is selected from abstract types.
fn by_parent<'a>(fields: &[Selected<'a>]) -> Vec<Vec<Selected<'a>>> {
    let is_object = |field: &Selected<'_>| matches!(field.parent.kind, TypeKind::Object(_));
    let objects: BTreeSet<&str> = fields
        .iter()
        .filter(|field| is_object(field))
        .map(|field| field.parent.name.as_str())
        .collect();
    if objects.len() < 2 {
        return vec![fields.to_vec()];
    }
    let group = |name: &str| {
        fields
            .iter()
            .filter(|field| !is_object(field) || field.parent.name == name)
            .copied()
            .collect()
    };
    objects.into_iter().map(group).collect()
}

fn difference(target: Target, first: &Selected<'_>, other: &Selected<'_>) -> Option<String> {
    let (left, right) = (&first.node.name.text, &other.node.name.text);
    if left != right {
        return Some(format!("one is `{left}`, the other `{right}`"));
    }
    let arguments = |field: &Selected<'_>| {
        let mut arguments = named_values(&field.node.arguments);
        arguments.sort_by(|left, right| left.0.cmp(&right.0));
        if target == Target::GraphqlJs16 {
            // The order of the fields of an input object counts in graphql-js 15.3 only.
            arguments.iter_mut().for_each(|(_, value)| value.sort());
        }
        arguments
    };
    (arguments(first) != arguments(other)).then(|| format!("`{left}` has other arguments there"))
}

fn conflict(first: &Selected<'_>, other: &Selected<'_>, reason: &str) -> Diagnostic {
    let (key, span) = (&other.node.key().text, other.node.key().span);
    let message = format!("the key `{key}` stands for two things: {reason}");
    let diagnostic = Diagnostic::new(RULE, span, message).label(first.node.key().span, "the other");
    diagnostic.help(format!(
        "give one of them an alias: `other: {}`",
        other.node.name.text
    ))
}
