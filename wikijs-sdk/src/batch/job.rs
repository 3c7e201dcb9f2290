//! An operation made ready for a batch: nothing of its types is left.

use wikijs_wire::batch::Load;
use wikijs_wire::{Effect, Operation, Variables};

use crate::call::Part;
use crate::layers::upper::batch::load;

/// One part of a batch, encoded.
#[derive(Debug)]
pub struct Job {
    pub(super) name: &'static str,
    pub(super) document: &'static str,
    pub(super) effect: Effect,
    pub(super) field: &'static str,
    pub(super) part: &'static Part,
    pub(super) variables: Variables,
    pub(super) load: Load,
}

impl Job {
    pub(super) fn of<O: Operation>(operation: &O) -> Self {
        let mut variables = Variables::default();
        operation.variables(&mut variables);
        let part = Part::of::<O>();
        Self {
            name: O::NAME,
            document: O::DOCUMENT,
            effect: O::EFFECT,
            field: O::FACTS.field,
            part,
            load: load(Some(&part.parts), part.writes(), O::FACTS.field, &variables),
            variables,
        }
    }
}
