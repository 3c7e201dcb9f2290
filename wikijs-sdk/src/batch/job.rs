//! An operation made ready for a batch: nothing of its types is left.

use wikijs_wire::batch::{Load, Odd};
use wikijs_wire::{Effect, Operation, Variables};

use super::progress::PartState;
use super::share::{Given, judge};
use crate::call::Part;
use crate::layers::upper::batch::load;

/// Says what a part has come to, by what it was given.
pub(super) type Judge = fn(usize, Given<'_, '_, '_>) -> Result<PartState, Odd>;

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
    pub(super) judge: Judge,
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
            judge: judge::<O>,
        }
    }
}
