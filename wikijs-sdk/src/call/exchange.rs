//! One HTTP request with all that the lower layers must know of it.

use std::borrow::Cow;
use std::sync::Arc;
use std::time::Duration;

use tokio::time::Instant;
use wikijs_wire::Effect;
use wikijs_wire::operation::RateLimit;

use crate::call::{Held, Identity, Retry, Underway, WritePermit};
use crate::connector::WireRequest;

/// The steps of a sign-in.
const SIGN_INS: [&str; 3] = [
    "authentication.login",
    "authentication.loginTFA",
    NEW_PASSWORD,
];

const NEW_PASSWORD: &str = "authentication.loginChangePassword";

/// Whether a field signs somebody in.
pub(crate) fn signs_in(field: &str) -> bool {
    SIGN_INS.contains(&field)
}

/// A request on its way through the lower layers.
pub(crate) struct Exchange {
    /// The operation's name, or what it is called otherwise.
    pub(crate) name: Cow<'static, str>,
    /// What it may do on the server: of many parts the worst.
    pub(crate) effect: Effect,
    /// The API fields it calls, one a part; none where they are not known.
    pub(crate) fields: Cow<'static, [&'static str]>,
    /// What goes out; the auth layer adds the token.
    pub(crate) request: WireRequest,
    /// What is to come back.
    pub(crate) expects: Expects,
    /// Whom it runs as; where it begins as an exchange, the token it brings, until the identity layer stamps it.
    pub(crate) identity: Identity,
    /// The token that this attempt is sent under; put on by the auth layer.
    pub(crate) sent_as: Option<Held>,
    /// The longest one attempt may take, where the call says so itself.
    pub(crate) attempt_timeout: Option<Duration>,
    /// What the client's own limit is raised by.
    pub(crate) allowance: Duration,
    /// When the time of the whole call is up.
    pub(crate) deadline: Option<Instant>,
    /// When a failed attempt is repeated, where the call says so itself.
    pub(crate) retry: Option<Arc<Retry>>,
    /// How often the server lets the one field be called, where whoever sends it does not see to that.
    pub(crate) server_limit: Option<RateLimit>,
    /// Where it writes: kept until it is over.
    pub(crate) underway: Option<Underway>,
    /// The permit of the write gate that it is sent under.
    pub(crate) permit: Option<WritePermit>,
}

impl Exchange {
    /// The longest that one attempt may take, where the client's own limit is this.
    pub(crate) fn attempt_limit(&self, limit: Duration) -> Duration {
        self.attempt_timeout
            .unwrap_or(limit.saturating_add(self.allowance))
    }

    /// Whether it signs somebody in, by whatever step: the wiki asks for no token there.
    pub(crate) fn signs_in(&self) -> bool {
        !self.fields.is_empty() && self.fields.iter().all(|field| signs_in(field))
    }

    /// Whether it signs somebody in, and changes nothing beside.
    pub(crate) fn only_signs_in(&self) -> bool {
        self.signs_in() && !self.fields.contains(&NEW_PASSWORD)
    }

    /// The same exchange for another attempt.
    pub(crate) fn again(&self) -> Self {
        Self {
            name: self.name.clone(),
            fields: self.fields.clone(),
            request: self.request.clone(),
            identity: self.identity.clone(),
            sent_as: None,
            permit: self.permit.clone(),
            underway: self.underway.clone(),
            retry: self.retry.clone(),
            ..*self
        }
    }

    /// One with nothing set, for tests of layers.
    #[cfg(test)]
    pub(crate) fn blank(effect: Effect, request: WireRequest) -> Self {
        Self {
            name: Cow::Borrowed("Blank"),
            effect,
            fields: Cow::default(),
            request,
            expects: Expects::Answer,
            identity: Identity::default(),
            sent_as: None,
            attempt_timeout: None,
            allowance: Duration::ZERO,
            deadline: None,
            retry: None,
            server_limit: None,
            underway: None,
            permit: None,
        }
    }
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
