//! The limits of a client, as a user sets them.

use super::limiter::Limiter;
use super::when::WhenLimited;
use crate::error::Error;

/// What a client may send in what time, beside what the server limits itself.
///
/// ```
/// use std::time::Duration;
/// use wikijs_sdk::{Client, Endpoint, Rate, RateLimits};
///
/// # fn main() -> Result<(), wikijs_sdk::Error> {
/// let second = Duration::from_secs(1);
/// let client = Client::builder("https://wiki.example.org")
///     .rate_limits(
///         RateLimits::new()
///             .all(Rate::bucket(20, second))
///             .endpoint(Endpoint::Files, Rate::bucket(4, second))
///             .field("pages.render", Rate::window(1, 30 * second)),
///     )
///     .build()?;
/// # drop(client); Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct RateLimits {
    pub(super) all: Option<Limiter>,
    pub(super) endpoints: Vec<(Endpoint, Limiter)>,
    pub(super) fields: Vec<(String, Limiter)>,
    pub(super) servers: bool,
    pub(super) when: WhenLimited,
}

/// What requests go to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Endpoint {
    /// The GraphQL API.
    Api,
    /// Whatever the wiki serves beside it: files, pages as files, uploads.
    Files,
}

impl Default for RateLimits {
    fn default() -> Self {
        Self {
            all: None,
            endpoints: Vec::new(),
            fields: Vec::new(),
            servers: true,
            when: WhenLimited::default(),
        }
    }
}

impl RateLimits {
    /// No limits of one's own; those of the server are kept.
    pub fn new() -> Self {
        Self::default()
    }

    /// Limits all that the client sends.
    pub fn all(mut self, limit: impl Into<Limiter>) -> Self {
        self.all = Some(limit.into());
        self
    }

    /// Limits what goes to one endpoint.
    pub fn endpoint(mut self, endpoint: Endpoint, limit: impl Into<Limiter>) -> Self {
        self.endpoints.retain(|(other, _)| *other != endpoint);
        self.endpoints.push((endpoint, limit.into()));
        self
    }

    /// Limits one field of the API, as in `pages.create`, whatever operation calls it. A raw document's fields are not
    /// known, and so not limited.
    pub fn field(mut self, field: impl Into<String>, limit: impl Into<Limiter>) -> Self {
        let field = field.into();
        self.fields.retain(|(other, _)| *other != field);
        self.fields.push((field, limit.into()));
        self
    }

    /// Whether calls of fields that the server limits (signing in: five in a minute; comments: one in 30 seconds) are
    /// spread over time so that none is refused. They are, by default.
    pub fn server_limits(mut self, kept: bool) -> Self {
        self.servers = kept;
        self
    }

    /// What becomes of a call that has to wait: it waits, by default.
    pub fn when_limited(mut self, when: WhenLimited) -> Self {
        self.when = when;
        self
    }

    /// # Errors
    ///
    /// A rate cannot be meant.
    pub(crate) fn check(&self) -> Result<(), Error> {
        let endpoints = self.endpoints.iter().map(|(_, limiter)| limiter);
        let fields = self.fields.iter().map(|(_, limiter)| limiter);
        self.all
            .iter()
            .chain(endpoints)
            .chain(fields)
            .try_for_each(Limiter::check)
    }
}
