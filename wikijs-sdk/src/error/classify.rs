//! Which kind of error the server means: by message where there is nothing else to go by.

use std::time::Duration;

use memchr::memmem;
use serde_json::Value;
use wikijs_wire::{Errors, GraphqlError};

use super::{Error, ErrorKind, ServerCode};

const REVOKED: &str = "API Key is invalid or was revoked.";
const API_OFF: &str = "API is disabled. You must enable it from the Administration Area first.";

/// With these words the server refuses a token before it looks at the request, whatever that is.
pub(crate) const REFUSALS: [&str; 2] = [REVOKED, API_OFF];

/// Between two comments of one account the server wants this much, unless its administrator says otherwise.
pub(crate) const BETWEEN_COMMENTS: Duration = Duration::from_secs(30);

/// It refuses a comment that comes too soon with these words, and a code that says nothing.
const TOO_SOON: &str =
    "Your administrator has set a time limit before you can post another comment. Try again later.";

/// Whether the server refused a comment with this message since it came too soon: nothing was done.
pub(crate) fn says_too_soon(message: &str) -> bool {
    message == TOO_SOON
}

/// Whether that stands in the answer to a comment.
pub(crate) fn holds_too_soon(answer: &[u8]) -> bool {
    memmem::find(answer, TOO_SOON.as_bytes()).is_some()
}

/// What the errors of one answer amount to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Verdict {
    pub(crate) kind: ErrorKind,
    pub(crate) code: Option<ServerCode>,
    pub(crate) retry_after: Option<Duration>,
    /// The index of the error that decided.
    pub(crate) main: usize,
}

impl Verdict {
    /// Judges errors that stand beside data. A refused token outweighs all, since it explains the others.
    pub(crate) fn of(errors: &[GraphqlError]) -> Self {
        let verdicts = errors.iter().enumerate().map(|(main, error)| Self {
            main,
            ..Self::of_one(error)
        });
        // Of equals the first: `max_by_key` would take the last.
        verdicts
            .rev()
            .max_by_key(Self::weight)
            .unwrap_or(Self::plain(ErrorKind::Failed))
    }

    /// Judges errors that came instead of data, with the status of the answer.
    pub(crate) fn of_refusal(status: u16, errors: &[GraphqlError]) -> Self {
        let verdict = Self::of(errors);
        if verdict.kind != ErrorKind::Failed {
            return verdict;
        }
        let kind = match status {
            413 => ErrorKind::RequestTooLarge,
            401 => ErrorKind::Unauthorized,
            403 => ErrorKind::Forbidden,
            429 => ErrorKind::RateLimited,
            400..=499 => ErrorKind::Invalid,
            502..=504 => ErrorKind::Unavailable,
            _ => ErrorKind::Failed,
        };
        Self { kind, ..verdict }
    }

    /// Makes the error that says so.
    pub(crate) fn into_error(self, errors: Errors) -> Error {
        Error::new(self.kind, "")
            .with_code(self.code)
            .with_retry_after(self.retry_after)
            .with_errors(errors, self.main)
    }

    fn weight(&self) -> u8 {
        match self.kind {
            ErrorKind::Unauthorized if self.code.is_none() => 3,
            ErrorKind::RateLimited => 2,
            _ if self.code.is_some() => 1,
            _ => 0,
        }
    }

    fn of_one(error: &GraphqlError) -> Self {
        if let Some(wait) = seconds_to_wait(&error.message) {
            return Self {
                retry_after: Some(wait),
                ..Self::plain(ErrorKind::RateLimited)
            };
        }
        let code = code_of(error);
        let kind = match error.message.as_str() {
            "Unauthorized" | REVOKED => ErrorKind::Unauthorized,
            API_OFF => ErrorKind::ApiDisabled,
            "Forbidden" => ErrorKind::Forbidden,
            _ if code == Some(ServerCode::AuthRequired) => ErrorKind::Unauthorized,
            _ if code.is_some_and(ServerCode::is_forbidden) => ErrorKind::Forbidden,
            _ => ErrorKind::Failed,
        };
        Self {
            code,
            ..Self::plain(kind)
        }
    }

    fn plain(kind: ErrorKind) -> Self {
        Self {
            kind,
            code: None,
            retry_after: None,
            main: 0,
        }
    }
}

/// `extensions.exception.code` where it is a number: database errors have texts there.
fn code_of(error: &GraphqlError) -> Option<ServerCode> {
    let code = error
        .extensions
        .get("exception")
        .and_then(|exception| exception.get("code"));
    code.and_then(Value::as_i64).map(ServerCode::from)
}

/// The server's own limits are told by message only, and the message tells the time to wait.
fn seconds_to_wait(message: &str) -> Option<Duration> {
    let rest = message.strip_prefix("Too many requests, please try again in ")?;
    let seconds = rest.split(' ').next()?.parse().ok()?;
    Some(Duration::from_secs(seconds))
}
