//! What a call is as a part of a request with others.

use wikijs_wire::operation::RateLimit;
use wikijs_wire::{Kind, Operation, OperationKind, Parts};

/// What joining needs to know of a call, beside its variables.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Part {
    /// Only parts of one kind stand in one document.
    pub(crate) kind: OperationKind,
    /// The document in pieces.
    pub(crate) parts: Parts,
    /// How often the server lets the field be called: such a one goes alone.
    pub(crate) rate_limit: Option<RateLimit>,
}

impl Part {
    /// What the operations of this type are.
    pub(crate) const fn of<O: Operation>() -> &'static Self {
        const {
            &Self {
                kind: O::Kind::KIND,
                parts: O::PARTS,
                rate_limit: O::FACTS.rate_limit,
            }
        }
    }

    /// Whether it is a mutation: these run in order, one request at a time.
    pub(crate) fn writes(&self) -> bool {
        self.kind == OperationKind::Mutation
    }
}
