//! Fields of one name in the answer: the same field, with the same arguments, of types that can be merged.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use apollo_compiler::Schema;
use apollo_compiler::ast::Type;

use super::super::syntax::tree::{Argument, Field, Selection, SelectionSet};
use super::alike::outline;
use super::collected::{Collected, Found};
use super::document::Rules;
use super::types;

/// Two fields that cannot be merged: their name, why, and where they stand.
struct Conflict {
    name: String,
    reason: String,
    first: Vec<usize>,
    second: Vec<usize>,
}

/// Looks for conflicts; pairs of fragments are compared once, and so is a set with a fragment.
struct Search<'r, 'd> {
    rules: &'r mut Rules<'d>,
    pairs: HashSet<(&'d str, &'d str, bool)>,
    with_fragment: HashSet<(usize, &'d str, bool)>,
    /// Sets that were looked at, by where they stand and what they are asked of.
    known: HashMap<(usize, Option<&'d str>), Rc<Collected<'d>>>,
}

// From here on pairs are not compared one by one where it can be avoided.
const MANY: usize = 16;

impl<'d> Rules<'d> {
    pub(super) fn overlaps(&mut self, set: &'d SelectionSet<'d>, parent: Option<&'d str>) {
        let mut search = Search {
            rules: self,
            pairs: HashSet::new(),
            with_fragment: HashSet::new(),
            known: HashMap::new(),
        };
        let mut conflicts = Vec::new();
        search.within(set, parent, &mut conflicts);
        for conflict in conflicts {
            let said = format!(
                "Fields \"{}\" conflict because {}. Use different aliases on the fields to fetch both if this was \
                 intentional.",
                conflict.name, conflict.reason
            );
            self.say(said, [conflict.first, conflict.second].concat());
        }
    }
}

impl<'d> Search<'_, 'd> {
    fn schema(&self) -> &'d Schema {
        self.rules.schema
    }

    fn within(
        &mut self,
        set: &'d SelectionSet<'d>,
        parent: Option<&'d str>,
        out: &mut Vec<Conflict>,
    ) {
        let here = self.collected(set, parent);
        for (name, found) in &here.fields {
            if !self.agree(name, found) {
                self.pairs(name, found, out);
            }
        }
        for (at, spread) in here.spreads.iter().enumerate() {
            if !self.rules.step(1) {
                return;
            }
            self.fields_and_fragment(&here, set.at, spread, false, out);
            for other in here.spreads.iter().skip(at + 1) {
                self.fragments(spread, other, false, out);
            }
        }
    }

    // Each with each.
    fn pairs(&mut self, name: &str, found: &[Found<'d>], out: &mut Vec<Conflict>) {
        for (at, first) in found.iter().enumerate() {
            if !self.rules.step(1) {
                return;
            }
            for second in found.iter().skip(at + 1) {
                out.extend(self.conflict(name, first, second, false));
            }
        }
    }

    // Whether no two conflict, seen from two of each kind: what is written alike conflicts alike. Worth it for many.
    fn agree(&mut self, name: &str, found: &[Found<'d>]) -> bool {
        if found.len() < MANY {
            return false;
        }
        let mut kinds: HashMap<_, usize> = HashMap::new();
        let mut two_of_each = Vec::new();
        for one in found {
            let count = kinds.entry((one.parent, outline(one.field))).or_default();
            *count += 1;
            if *count <= 2 {
                two_of_each.push(*one);
            }
        }
        let mut conflicts = Vec::new();
        self.pairs(name, &two_of_each, &mut conflicts);
        conflicts.is_empty()
    }

    fn between(
        &mut self,
        one: &Collected<'d>,
        other: &Collected<'d>,
        apart: bool,
        out: &mut Vec<Conflict>,
    ) {
        for (name, first) in &one.fields {
            let Some(second) = other.called(name) else {
                continue;
            };
            for a in first {
                if !self.rules.step(1) {
                    return;
                }
                for b in second {
                    out.extend(self.conflict(name, a, b, apart));
                }
            }
        }
    }

    fn fields_and_fragment(
        &mut self,
        here: &Collected<'d>,
        set: usize,
        name: &'d str,
        apart: bool,
        out: &mut Vec<Conflict>,
    ) {
        let Some(there) = self.of_fragment(name).filter(|(at, _)| *at != set) else {
            return;
        };
        if !self.with_fragment.insert((set, name, apart)) {
            return;
        }
        self.between(here, &there.1, apart, out);
        if !self.rules.enter() {
            return;
        }
        for inner in &there.1.spreads {
            self.fields_and_fragment(here, set, inner, apart, out);
        }
        self.rules.leave();
    }

    fn fragments(&mut self, one: &'d str, other: &'d str, apart: bool, out: &mut Vec<Conflict>) {
        let pair = (one.min(other), one.max(other));
        let known = |apart| self.pairs.contains(&(pair.0, pair.1, apart));
        if one == other || known(false) || (apart && known(true)) || !self.rules.step(1) {
            return;
        }
        self.pairs.insert((pair.0, pair.1, apart));
        let (Some((_, first)), Some((_, second))) =
            (self.of_fragment(one), self.of_fragment(other))
        else {
            return;
        };
        self.between(&first, &second, apart, out);
        if !self.rules.enter() {
            return;
        }
        for inner in &second.spreads {
            self.fragments(one, inner, apart, out);
        }
        for inner in &first.spreads {
            self.fragments(inner, other, apart, out);
        }
        self.rules.leave();
    }

    fn conflict(
        &mut self,
        name: &str,
        one: &Found<'d>,
        other: &Found<'d>,
        apart: bool,
    ) -> Option<Conflict> {
        if !self
            .rules
            .step(1 + one.field.arguments.len() * other.field.arguments.len())
        {
            return None;
        }
        let apart = apart || matches!((one.parent, other.parent), (Some(a), Some(b)) if a != b);
        let simple = |reason: String| Conflict {
            name: name.into(),
            reason,
            first: vec![one.field.at],
            second: vec![other.field.at],
        };
        if !apart && one.field.name != other.field.name {
            let reason = format!(
                "\"{}\" and \"{}\" are different fields",
                one.field.name, other.field.name
            );
            return Some(simple(reason));
        }
        if !apart && !same_arguments(&one.field.arguments, &other.field.arguments) {
            return Some(simple("they have differing arguments".into()));
        }
        let (first, second) = (
            one.definition.map(|known| &known.ty),
            other.definition.map(|known| &known.ty),
        );
        if let (Some(first), Some(second)) = (first, second)
            && self.conflicting(first, second)
        {
            let reason = format!("they return conflicting types \"{first}\" and \"{second}\"");
            return Some(simple(reason));
        }
        let sets = one
            .field
            .selections
            .as_ref()
            .zip(other.field.selections.as_ref())?;
        let inside = |ty: Option<&'d Type>| ty.map(|ty| ty.inner_named_type().as_str());
        let mut below = Vec::new();
        if self.rules.enter() {
            self.between_sets(
                (sets.0, inside(first)),
                (sets.1, inside(second)),
                apart,
                &mut below,
            );
            self.rules.leave();
        }
        (!below.is_empty()).then(|| merged(name, one.field, other.field, below))
    }

    fn between_sets(
        &mut self,
        one: (&'d SelectionSet<'d>, Option<&'d str>),
        other: (&'d SelectionSet<'d>, Option<&'d str>),
        apart: bool,
        out: &mut Vec<Conflict>,
    ) {
        let (first, second) = (
            self.collected(one.0, one.1),
            self.collected(other.0, other.1),
        );
        self.between(&first, &second, apart, out);
        for name in &second.spreads {
            self.fields_and_fragment(&first, one.0.at, name, apart, out);
        }
        for name in &first.spreads {
            self.fields_and_fragment(&second, other.0.at, name, apart, out);
        }
        for a in &first.spreads {
            for b in &second.spreads {
                self.fragments(a, b, apart, out);
            }
        }
    }

    // Lists and nulls must agree; of types with fields, the fields are compared.
    fn conflicting(&self, one: &Type, other: &Type) -> bool {
        if one.is_non_null() || other.is_non_null() {
            return one.is_non_null() != other.is_non_null()
                || self.conflicting(&one.clone().nullable(), &other.clone().nullable());
        }
        if one.is_list() || other.is_list() {
            return one.is_list() != other.is_list()
                || self.conflicting(one.item_type(), other.item_type());
        }
        let is_leaf = |ty: &Type| types::is_leaf(self.schema(), ty.inner_named_type());
        (is_leaf(one) || is_leaf(other)) && one != other
    }

    fn of_fragment(&mut self, name: &str) -> Option<(usize, Rc<Collected<'d>>)> {
        let fragment = *self.rules.fragments.get(name)?;
        let parent =
            Some(fragment.condition.text).filter(|name| types::is_known(self.schema(), name));
        Some((
            fragment.selections.at,
            self.collected(&fragment.selections, parent),
        ))
    }

    fn collected(
        &mut self,
        set: &'d SelectionSet<'d>,
        parent: Option<&'d str>,
    ) -> Rc<Collected<'d>> {
        if let Some(known) = self.known.get(&(set.at, parent)) {
            return Rc::clone(known);
        }
        let mut out = Collected::default();
        self.collect(set, parent, &mut out);
        let out = Rc::new(out);
        self.known.insert((set.at, parent), Rc::clone(&out));
        out
    }

    fn collect(&self, set: &'d SelectionSet<'d>, parent: Option<&'d str>, out: &mut Collected<'d>) {
        for selection in &set.items {
            match selection {
                Selection::Field(field) => {
                    let known = parent.and_then(|parent| self.schema().get_object(parent));
                    let definition = known
                        .and_then(|ty| ty.fields.get(field.name))
                        .map(|known| &***known);
                    let found = Found {
                        parent,
                        field,
                        definition,
                    };
                    out.add(field.response_name(), found);
                }
                Selection::Spread { name, .. } => {
                    if out.spread.insert(name.text) {
                        out.spreads.push(name.text);
                    }
                }
                Selection::Inline {
                    condition,
                    selections,
                    ..
                } => {
                    let inside = condition.map_or(parent, |condition| {
                        Some(condition.text).filter(|name| types::is_known(self.schema(), name))
                    });
                    self.collect(selections, inside, out);
                }
            }
        }
    }
}

fn same_arguments(one: &[Argument<'_>], other: &[Argument<'_>]) -> bool {
    let same = |argument: &Argument<'_>| {
        let twin = other
            .iter()
            .find(|other| other.name.text == argument.name.text);
        twin.is_some_and(|twin| twin.value.printed() == argument.value.printed())
    };
    one.len() == other.len() && one.iter().all(same)
}

// Conflicts below two fields are told of the two.
fn merged(name: &str, one: &Field<'_>, other: &Field<'_>, below: Vec<Conflict>) -> Conflict {
    let reasons: Vec<_> = below
        .iter()
        .map(|conflict| {
            format!(
                "subfields \"{}\" conflict because {}",
                conflict.name, conflict.reason
            )
        })
        .collect();
    let mut merged = Conflict {
        name: name.into(),
        reason: reasons.join(" and "),
        first: vec![one.at],
        second: vec![other.at],
    };
    for conflict in below {
        merged.first.extend(conflict.first);
        merged.second.extend(conflict.second);
    }
    merged
}
