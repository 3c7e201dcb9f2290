//! What can be set for one call, and whom a call runs as.

use std::fmt;
use std::hash::{BuildHasher, RandomState};
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use http::header::{
    ACCEPT, AUTHORIZATION, CONNECTION, CONTENT_LENGTH, CONTENT_TYPE, HOST, TRANSFER_ENCODING,
    USER_AGENT,
};
use http::{HeaderMap, HeaderName, HeaderValue};
use tokio::time::Instant;
use wikijs_wire::Secret;

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

/// A token, ready to be sent.
pub(crate) struct Credential {
    header: HeaderValue,
    fingerprint: Fingerprint,
}

/// Tells the tokens of this process apart, and nothing of what is in them: a hash under keys that are drawn anew for
/// each process.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Fingerprint([u64; 2]);

impl Fingerprint {
    fn of(token: &str) -> Self {
        static KEYS: LazyLock<[RandomState; 2]> = LazyLock::new(Default::default);
        Self([0, 1].map(|half| KEYS[half].hash_one(token)))
    }
}

impl Credential {
    /// Checks the token: one with a line break or other control characters is refused.
    pub(crate) fn new(token: &Secret) -> Result<Self, Error> {
        let text = token.expose();
        if let Some(says) = complaint(text) {
            return Err(Error::settings(says));
        }
        let mut header = HeaderValue::try_from(format!("Bearer {text}"))
            .map_err(|error| Error::settings("the token cannot be sent").with_source(error))?;
        header.set_sensitive(true);
        Ok(Self {
            header,
            fingerprint: Fingerprint::of(text),
        })
    }

    /// The value of the `Authorization` header, marked as sensitive.
    pub(crate) fn header(&self) -> HeaderValue {
        self.header.clone()
    }

    /// True if `text` holds the token: such a text is not shown.
    pub(crate) fn is_in(&self, text: &str) -> bool {
        let token = self
            .header
            .to_str()
            .ok()
            .and_then(|header| header.strip_prefix("Bearer "));
        token.is_some_and(|token| text.contains(token))
    }
}

/// What is wrong with a token, without a letter of it.
fn complaint(token: &str) -> Option<&'static str> {
    if token.trim().is_empty() {
        return Some("the token is empty; leave it out to run as guest");
    }
    if token
        .get(..7)
        .is_some_and(|begin| begin.eq_ignore_ascii_case("bearer "))
    {
        return Some("the token begins with `Bearer`: give what stands behind it alone");
    }
    if token.contains(['\r', '\n']) {
        return Some("the token holds a line break: was it read from a file with its last one?");
    }
    if token.contains(char::is_whitespace) {
        return Some("the token holds white space: no token does");
    }
    let is_strange = |c: char| c.is_control() || !c.is_ascii();
    token
        .contains(is_strange)
        .then_some("the token holds a character that no token holds")
}

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Credential(REDACTED)")
    }
}

/// Whom a call runs as. What calls share is shared within one identity only.
#[derive(Debug, Clone, Default)]
pub(crate) struct Identity {
    /// The token; none for a guest.
    pub(crate) credential: Option<Arc<Credential>>,
}

impl Identity {
    /// Equal for equal tokens; `None` for a guest.
    pub(crate) fn fingerprint(&self) -> Option<Fingerprint> {
        self.credential
            .as_ref()
            .map(|credential| credential.fingerprint)
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
    fn a_token_that_cannot_be_one_is_refused_without_being_shown() {
        for (token, says) in [
            ("", "is empty"),
            ("\n", "is empty"),
            ("abc\n", "line break"),
            ("abc\r\nX: y", "line break"),
            ("Bearer abc", "begins with `Bearer`"),
            ("bearer abc\n", "begins with `Bearer`"),
            ("a b", "white space"),
            ("ümlaut", "a character"),
            ("\u{7f}", "a character"),
        ] {
            let error = Credential::new(&Secret::from(token)).unwrap_err();
            assert!(error.to_string().contains(says), "{token:?}: {error}");
            let shown = format!("{error} {error:?}");
            assert!(
                token.trim().is_empty() || !shown.contains(token.trim()),
                "{shown}"
            );
        }
    }

    #[test]
    fn fingerprints_tell_tokens_apart_and_say_nothing_of_them() {
        let fingerprint = |token| Credential::new(&Secret::from(token)).unwrap().fingerprint;
        assert_eq!(fingerprint("one"), fingerprint("one"));
        assert_ne!(fingerprint("one"), fingerprint("two"));
        let [a, b] = fingerprint("one").0;
        assert_ne!(a, b, "each half has a key of its own");
    }

    #[test]
    fn no_debug_output_shows_the_token() {
        let credential = Credential::new(&Secret::from("s3cret")).unwrap();
        let shown = format!("{credential:?} {:?}", credential.header());
        assert!(!shown.contains("s3cret"), "{shown}");
        assert!(credential.is_in("…s3cret…"));
    }

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
