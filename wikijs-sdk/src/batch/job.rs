//! An operation made ready for a batch: nothing of its types is left.

use std::time::Duration;

use wikijs_wire::batch::Load;
use wikijs_wire::operation::RateLimit;
use wikijs_wire::{Effect, Kind, Operation, OperationKind, Parts, Variables};

/// One part of a batch, encoded.
#[derive(Debug)]
pub struct Job {
    pub(super) name: &'static str,
    pub(super) document: &'static str,
    pub(super) kind: OperationKind,
    pub(super) effect: Effect,
    pub(super) field: &'static str,
    pub(super) parts: Parts,
    pub(super) rate_limit: Option<RateLimit>,
    pub(super) variables: Variables,
    pub(super) load: Load,
}

impl Job {
    pub(super) fn of<O: Operation>(operation: &O) -> Self {
        let mut variables = Variables::default();
        operation.variables(&mut variables);
        Self {
            name: O::NAME,
            document: O::DOCUMENT,
            kind: O::Kind::KIND,
            effect: O::EFFECT,
            field: O::FACTS.field,
            parts: O::PARTS,
            rate_limit: O::FACTS.rate_limit,
            load: Load::new(&O::PARTS, &variables, expected::<O>()),
            variables,
        }
    }
}

/// How long the server takes, measured on a small one. What is learnt later corrects it as a whole.
fn expected<O: Operation>() -> Duration {
    if O::Kind::KIND == OperationKind::Query {
        return Duration::from_millis(2);
    }
    Duration::from_millis(match O::FACTS.field {
        "pages.create" => 1_800,
        "pages.update" | "pages.restore" | "pages.render" => 1_200,
        "pages.move" | "pages.delete" | "pages.rebuildTree" => 600,
        _ => 200,
    })
}
