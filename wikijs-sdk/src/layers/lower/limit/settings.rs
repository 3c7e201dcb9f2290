//! The limits of a client, as a user sets them.

use super::fields::{is_known, meant};
use super::limiter::Limiter;
use super::rate::Rate;
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
    pub(super) fields: Vec<FieldLimit>,
    pub(super) servers: bool,
    pub(super) when: WhenLimited,
}

/// A limit of one field.
#[derive(Debug, Clone)]
pub(super) struct FieldLimit {
    pub(super) field: String,
    pub(super) limiter: Limiter,
    /// Named by hand, and not by the operation that calls it.
    by_hand: bool,
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
        self.endpoints.push((endpoint, limit.into()));
        self
    }

    /// Limits one field of the API, as in `pages.create`, whatever operation calls it. A raw document's fields are not
    /// known, and so not limited.
    ///
    /// A name that no operation of the SDK calls is refused when the client is built: it would limit nothing. What an
    /// operation of your own calls on a newer wiki is limited by [`operation`](Self::operation).
    pub fn field(self, field: impl Into<String>, limit: impl Into<Limiter>) -> Self {
        self.limited(field.into(), limit.into(), true)
    }

    /// Limits the fields that an operation calls, each by itself.
    pub(crate) fn called(self, fields: &'static str, limiter: &Limiter) -> Self {
        let each = fields.split(", ");
        each.fold(self, |limits, field| {
            limits.limited(field.to_owned(), limiter.clone(), false)
        })
    }

    fn limited(mut self, field: String, limiter: Limiter, by_hand: bool) -> Self {
        self.fields.push(FieldLimit {
            field,
            limiter,
            by_hand,
        });
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
    /// A rate cannot be meant, there is no such field, or it is not plain which limit is meant.
    pub(crate) fn check(&self) -> Result<(), Error> {
        self.all.iter().try_for_each(Limiter::check)?;
        for (index, (endpoint, limiter)) in self.endpoints.iter().enumerate() {
            limiter.check()?;
            let before = self.endpoints.iter().take(index);
            once(endpoint.says(), before.map(|(other, _)| other.says()))?;
        }
        for (index, limit) in self.fields.iter().enumerate() {
            limit.check()?;
            let before = self.fields.iter().take(index);
            once(&limit.field, before.map(|other| other.field.as_str()))?;
        }
        Ok(())
    }
}

impl Endpoint {
    /// It, in words.
    pub(super) fn says(self) -> &'static str {
        match self {
            Self::Api => "calls of the API",
            Self::Files => "files",
        }
    }
}

impl FieldLimit {
    fn check(&self) -> Result<(), Error> {
        if self.by_hand && !is_known(&self.field) {
            return Err(Error::settings(format!(
                "`rate_limits`: no operation calls the field {:?}, so that its limit would limit nothing: {}",
                self.field,
                meant(&self.field)
            )));
        }
        self.limiter.check()
    }
}

/// # Errors
///
/// The same was limited before.
fn once<'a>(what: &str, mut before: impl Iterator<Item = &'a str>) -> Result<(), Error> {
    match before.any(|other| other == what) {
        false => Ok(()),
        true => Err(Error::settings(format!(
            "`rate_limits`: `{what}` is limited twice: which limit is meant?"
        ))),
    }
}

/// As a limit for all that the client sends.
impl From<Rate> for RateLimits {
    fn from(rate: Rate) -> Self {
        Self::new().all(rate)
    }
}

/// As a limit for all that the client sends.
impl From<Limiter> for RateLimits {
    fn from(limiter: Limiter) -> Self {
        Self::new().all(limiter)
    }
}
