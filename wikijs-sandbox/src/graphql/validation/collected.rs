//! What a selection asks for at one level, by name: what is compared with each other.

use std::collections::{HashMap, HashSet};

use apollo_compiler::ast::FieldDefinition;

use super::super::syntax::tree::Field;

/// Fields by their names in the answer, in their order, and the fragments spread beside them.
#[derive(Default)]
pub(super) struct Collected<'d> {
    pub(super) fields: Vec<(&'d str, Vec<Found<'d>>)>,
    pub(super) spreads: Vec<&'d str>,
    /// Where the fields of a name stand in `fields`.
    named: HashMap<&'d str, usize>,
    pub(super) spread: HashSet<&'d str>,
}

impl<'d> Collected<'d> {
    pub(super) fn add(&mut self, name: &'d str, found: Found<'d>) {
        let at = *self.named.entry(name).or_insert(self.fields.len());
        match self.fields.get_mut(at) {
            Some((_, all)) => all.push(found),
            None => self.fields.push((name, vec![found])),
        }
    }

    pub(super) fn called(&self, name: &str) -> Option<&[Found<'d>]> {
        let at = self.named.get(name)?;
        self.fields.get(*at).map(|(_, all)| all.as_slice())
    }
}

#[derive(Clone, Copy)]
pub(super) struct Found<'d> {
    pub(super) parent: Option<&'d str>,
    pub(super) field: &'d Field<'d>,
    pub(super) definition: Option<&'d FieldDefinition>,
}
