//! What can be set for one call.

use std::sync::Arc;
use std::time::Duration;

use http::header::{
    ACCEPT, AUTHORIZATION, CONNECTION, CONTENT_LENGTH, CONTENT_TYPE, HOST, TRANSFER_ENCODING,
    USER_AGENT,
};
use http::{HeaderMap, HeaderName, HeaderValue};
use tokio::time::Instant;
use wikijs_wire::Secret;

use super::identity::{Credential, Identity};
use super::permit::WritePermit;
use super::retry::Retry;
use crate::error::Error;

/// Headers that the SDK or its transport sets, whatever a user says.
const OWN: [HeaderName; 6] = [
    ACCEPT,
    CONTENT_TYPE,
    CONTENT_LENGTH,
    TRANSFER_ENCODING,
    CONNECTION,
    HOST,
];

/// Options of one call; each overrides the client's setting.
#[derive(Default)]
pub(crate) struct CallOptions {
    /// The longest the call may take, and each attempt of it.
    pub(crate) timeout: Option<Duration>,
    /// When the time of the whole call is up; noted by whoever holds the deadline.
    pub(crate) deadline: Option<Instant>,
    /// When a failed attempt is repeated.
    pub(crate) retry: Option<Arc<Retry>>,
    /// What the client's own limits are raised by, for a call that does much at once.
    pub(crate) allowance: Duration,
    /// Whether the answer is handed on as it comes.
    pub(crate) streamed: bool,
    /// Whether it asks by itself whom it runs as: nothing needs to be asked beside it.
    pub(crate) asks_who: bool,
    /// Whom it runs as, where not as the client.
    pub(crate) credential: Option<Arc<Credential>>,
    /// Headers beside the client's own.
    pub(crate) headers: HeaderMap,
    /// The permit that a write passes the gate under, where the caller holds one.
    pub(crate) permit: Option<WritePermit>,
    /// The first option that was wrong: told when the call is made, so that options can be chained.
    pub(crate) problem: Option<Error>,
}

impl CallOptions {
    /// Runs the call under this token.
    pub(crate) fn set_token(&mut self, token: &Secret) {
        match Credential::new(token) {
            Ok(credential) => self.credential = Some(Arc::new(credential)),
            Err(error) => self.complain(error),
        }
    }

    /// Takes out whom the call runs as, where not as the client.
    pub(crate) fn identity(&mut self) -> Identity {
        let own = self.credential.take();
        own.map(|own| Identity::of(own)).unwrap_or_default()
    }

    /// Limits the call, and each attempt of it.
    pub(crate) fn set_timeout(&mut self, limit: Duration) {
        self.timeout = Some(limit);
        if limit.is_zero() {
            self.complain(Error::settings("`timeout` is zero: no call would be made"));
        }
    }

    /// Repeats failed attempts so.
    pub(crate) fn set_retry(&mut self, retry: Retry) {
        if let Err(error) = retry.check() {
            self.complain(error);
        }
        self.retry = Some(Arc::new(retry));
    }

    /// Sends a header with the call.
    pub(crate) fn add_header(&mut self, name: &str, value: &str) {
        match checked_header(name, value) {
            Ok((name, value)) => drop(self.headers.insert(name, value)),
            Err(error) => self.complain(error),
        }
    }

    /// The same options for another call, but for the problem, which is told once.
    pub(crate) fn again(&self) -> Self {
        Self {
            timeout: self.timeout,
            deadline: None,
            retry: self.retry.clone(),
            allowance: self.allowance,
            streamed: self.streamed,
            asks_who: self.asks_who,
            credential: self.credential.clone(),
            headers: self.headers.clone(),
            permit: self.permit.clone(),
            problem: None,
        }
    }

    /// Whether calls with these options may travel in one request.
    ///
    /// Each has its own deadline, and whom it runs as is told by the identity.
    pub(crate) fn agree(&self, other: &Self) -> bool {
        let Self {
            timeout,
            deadline: _,
            retry,
            allowance,
            streamed,
            asks_who: _,
            credential: _,
            headers,
            permit,
            problem,
        } = self;
        let same_retry = match (retry, &other.retry) {
            (None, None) => true,
            (Some(one), Some(other)) => Arc::ptr_eq(one, other),
            _ => false,
        };
        let agree =
            (*timeout, *allowance, *streamed) == (other.timeout, other.allowance, other.streamed);
        let hindered = permit.is_some() || other.permit.is_some() || problem.is_some();
        agree && same_retry && headers == &other.headers && !hindered
    }

    pub(crate) fn complain(&mut self, error: Error) {
        self.problem.get_or_insert(error);
    }
}

/// Checks a header that a user wants sent.
pub(crate) fn checked_header(name: &str, value: &str) -> Result<(HeaderName, HeaderValue), Error> {
    let name = HeaderName::try_from(name).map_err(|error| {
        Error::settings(format!("the header name {name:?} is not allowed")).with_source(error)
    })?;
    if name == AUTHORIZATION {
        return Err(Error::settings(
            "the header `authorization` is set by the token",
        ));
    }
    if name == USER_AGENT {
        return Err(Error::settings(
            "the header `user-agent` is set by the client's `user_agent`",
        ));
    }
    if OWN.contains(&name) {
        return Err(Error::settings(format!(
            "the header `{name}` is the SDK's own"
        )));
    }
    // The value itself may be a secret: it is not shown.
    let mut value = HeaderValue::try_from(value).map_err(|error| {
        Error::settings(format!("the value of the header `{name}` is not allowed"))
            .with_source(error)
    })?;
    value.set_sensitive(true);
    Ok((name, value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_of_the_sdk_are_refused() {
        for (name, allowed) in [
            ("x-request-id", true),
            ("Authorization", false),
            ("content-type", false),
            ("Accept", false),
            ("host", false),
            ("user-agent", false),
            ("bad name", false),
        ] {
            assert_eq!(checked_header(name, "value").is_ok(), allowed, "{name}");
        }
        assert!(checked_header("x-a", "line\nbreak").is_err());
    }
}
