//! One HTTP request with all that the lower layers must know of it.

use std::time::Duration;

use crate::call::Identity;
use crate::connector::WireRequest;

/// A request on its way through the lower layers.
pub(crate) struct Exchange {
    /// What goes out; the auth layer adds the token.
    pub(crate) request: WireRequest,
    /// What is to come back.
    pub(crate) expects: Expects,
    /// Whom it runs as; where it begins as an exchange, the token it brings, until the identity layer stamps it.
    pub(crate) identity: Identity,
    /// The longest one attempt may take, where the call says so itself.
    pub(crate) attempt_timeout: Option<Duration>,
    /// What the client's own limit is raised by.
    pub(crate) allowance: Duration,
}

/// What kind of answer a request is to bring.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Expects {
    /// A GraphQL answer, read whole.
    Answer,
    /// A GraphQL answer, handed on as it comes; one of failure is read whole.
    Stream,
    /// Content, handed on as it comes.
    Content,
}
