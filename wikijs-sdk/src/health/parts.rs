//! The parts of a wiki's health but for the permissions.

use std::time::Duration;

use super::questions::Asked;
use crate::error::{Error, ErrorKind};
use crate::types::UserId;

/// The version that the SDK's schema was taken from.
pub(super) const SCHEMA: &str = "2.5.314";

/// Why a part is not known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotKnown {
    kind: ErrorKind,
    says: String,
}

impl NotKnown {
    pub(super) fn of(error: &Error) -> Self {
        Self {
            kind: error.kind(),
            says: error.to_string(),
        }
    }

    pub(super) fn new(kind: ErrorKind, says: impl Into<String>) -> Self {
        Self {
            kind,
            says: says.into(),
        }
    }

    /// What stood in the way, as one word: [`ErrorKind::Forbidden`] where the server keeps it from this identity.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    pub(super) fn says(&self) -> &str {
        &self.says
    }
}

/// A Wiki.js answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Reached {
    /// How long the answer took, with all that the client waited for: a connection, its own limits.
    pub took: Duration,
}

/// Whether an answer proves that it is a Wiki.js': errors among it are GraphQL's. What a proxy says proves nothing.
pub(super) fn reached(asked: &Asked) -> Result<Reached, NotKnown> {
    let took = asked.took;
    match &asked.heard {
        Err(error) if error.errors().is_empty() => Err(NotKnown::of(error)),
        _ => Ok(Reached { took }),
    }
}

/// The version of a wiki.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Version {
    /// As the server calls it, as in `2.5.314`.
    pub running: String,
    /// How it stands to the schema of this SDK.
    pub fit: SchemaFit,
}

/// How a version stands to the schema that the SDK was made with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum SchemaFit {
    /// It is that of the schema.
    Same,
    /// Older: what came later ("Since" in the documentation of operations and fields) is refused as
    /// [`ErrorKind::Invalid`].
    Older,
    /// Newer: it may have what this SDK does not know, and is expected to understand all that it does.
    Newer,
    /// The server's text is no version that can be compared.
    Unclear,
}

impl Version {
    pub(super) fn new(running: &str) -> Self {
        Self {
            running: running.to_owned(),
            fit: fit(running),
        }
    }

    /// Whether it is `version` or a later one; `None` where one of the two cannot be compared.
    ///
    /// For what the documentation says of as "since".
    pub fn is_at_least(&self, version: &str) -> Option<bool> {
        Some(numbers(&self.running)? >= numbers(version)?)
    }
}

fn fit(running: &str) -> SchemaFit {
    match (numbers(running), numbers(SCHEMA)) {
        (Some(running), Some(schema)) if running == schema => SchemaFit::Same,
        (Some(running), Some(schema)) if running < schema => SchemaFit::Older,
        (Some(_), Some(_)) => SchemaFit::Newer,
        _ => SchemaFit::Unclear,
    }
}

/// `2.5.314`, or `2.5.314-beta.1` as what comes before it.
fn numbers(text: &str) -> Option<([u32; 3], bool)> {
    let (numbers, is_release) = match text.split_once('-') {
        Some((numbers, _)) => (numbers, false),
        None => (text, true),
    };
    let mut parts = numbers.split('.').map(|part| part.parse().ok());
    let mut next = || parts.next().flatten();
    let version = [next()?, next()?, next()?];
    parts.next().is_none().then_some((version, is_release))
}

/// Whether a wiki lets API keys in. Users' tokens work either way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ApiState {
    /// Keys are let in.
    On,
    /// Keys are refused, whatever they are.
    Off,
}

/// What a refusal says of the API.
pub(super) fn api_refused(error: &Error) -> Result<ApiState, NotKnown> {
    match error.kind() {
        ErrorKind::ApiDisabled => Ok(ApiState::Off),
        _ => Err(NotKnown::of(error)),
    }
}

/// Whom calls run as.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Who {
    /// Nobody in particular.
    Guest {
        /// True where a token was sent that the wiki does not know, or knows no more: it says nothing of that, and
        /// treats its owner as a guest.
        with_token: bool,
    },
    /// A user who signed in.
    User(Account),
    /// An API key. The wiki shows it as the account of the first administrator, which says nothing of what it may do: that
    /// is what its group may.
    ApiKey {
        /// The number of the key.
        id: i64,
        /// The number of its group.
        group: i64,
        /// The account that it acts as.
        acts_as: Account,
    },
    /// A user or an API key: the token is none that tells.
    UserOrKey(Account),
}

/// An account of a wiki.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Account {
    /// Its id.
    pub id: UserId,
    /// The name that it shows.
    pub name: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_compared_by_their_numbers() {
        for (running, fits, reaches_2_5_296) in [
            ("2.5.314", SchemaFit::Same, Some(true)),
            ("2.5.296", SchemaFit::Older, Some(true)),
            ("2.5.99", SchemaFit::Older, Some(false)),
            ("2.5.314-rc.1", SchemaFit::Older, Some(true)),
            ("2.5.315", SchemaFit::Newer, Some(true)),
            ("2.6.0", SchemaFit::Newer, Some(true)),
            ("10.0.0", SchemaFit::Newer, Some(true)),
            ("dev", SchemaFit::Unclear, None),
            ("2.5", SchemaFit::Unclear, None),
            ("2.5.3.1", SchemaFit::Unclear, None),
            ("", SchemaFit::Unclear, None),
        ] {
            let version = Version::new(running);
            assert_eq!(version.fit, fits, "{running}");
            assert_eq!(version.is_at_least("2.5.296"), reaches_2_5_296, "{running}");
        }
    }
}
