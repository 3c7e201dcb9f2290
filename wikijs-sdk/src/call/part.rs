//! What a call is as a part of a request with others.

use wikijs_wire::{OperationKind, Parts};

/// What merging needs to know of a call, beside its variables.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Part {
    /// Only parts of one kind stand in one document.
    pub(crate) kind: OperationKind,
    /// The document in pieces.
    pub(crate) parts: Parts,
    /// Whether the server limits how often the field may be called: then it goes alone.
    pub(crate) rate_limited: bool,
}
