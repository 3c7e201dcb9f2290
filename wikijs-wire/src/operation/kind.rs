//! The kinds of operations, and what an operation may do on the server.

use std::fmt;

/// A kind of operation as a type: [`Query`], [`Mutation`] or [`Subscription`].
pub trait Kind: sealed::Sealed + Send + Sync + 'static {
    /// The same as a value.
    const KIND: OperationKind;
}

/// The kind of an operation as a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OperationKind {
    /// Reads.
    Query,
    /// Writes.
    Mutation,
    /// Listens.
    Subscription,
}

impl OperationKind {
    /// The keyword of the kind in a document.
    #[must_use]
    pub fn keyword(self) -> &'static str {
        match self {
            Self::Query => "query",
            Self::Mutation => "mutation",
            Self::Subscription => "subscription",
        }
    }
}

impl fmt::Display for OperationKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.keyword())
    }
}

/// An operation that reads.
#[derive(Debug, Clone, Copy)]
pub struct Query;

/// An operation that writes.
#[derive(Debug, Clone, Copy)]
pub struct Mutation;

/// An operation that listens.
#[derive(Debug, Clone, Copy)]
pub struct Subscription;

impl Kind for Query {
    const KIND: OperationKind = OperationKind::Query;
}

impl Kind for Mutation {
    const KIND: OperationKind = OperationKind::Mutation;
}

impl Kind for Subscription {
    const KIND: OperationKind = OperationKind::Subscription;
}

mod sealed {
    pub trait Sealed {}
    impl Sealed for super::Query {}
    impl Sealed for super::Mutation {}
    impl Sealed for super::Subscription {}
}

/// What an operation may do on the server. The order is that of caution: a batch has the greatest effect of its parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Effect {
    /// It reads: may be sent any number of times.
    Read,
    /// It writes, and leaves the same state when sent twice.
    Repeatable,
    /// It writes, and a second sending would do something else: sent again only when it is known not to have run.
    Once,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worst_effect_is_the_greatest() {
        assert_eq!(
            [Effect::Read, Effect::Once, Effect::Repeatable]
                .iter()
                .max(),
            Some(&Effect::Once)
        );
    }
}
