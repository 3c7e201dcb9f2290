//! Whom a call runs as, and where the token of each of its attempts comes from.
//!
//! An [`Identity`] goes with a call from the identity layer on: what calls share is shared within one. The auth layer asks
//! the [`Authority`] behind it for the token of the moment, tells it what the server said of that token, and puts it on.

use std::fmt;
use std::future::Future;
use std::hash::{BuildHasher, RandomState};
use std::pin::Pin;
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use http::{HeaderMap, HeaderValue};
use wikijs_wire::Secret;

use crate::connector::Progress;
use crate::error::Error;

/// Whom a call runs as. What calls share is shared within one identity only.
#[derive(Clone, Default)]
pub(crate) struct Identity(Option<Arc<dyn Authority>>);

impl Identity {
    /// The identity that `authority` has tokens of.
    pub(crate) fn of(authority: Arc<dyn Authority>) -> Self {
        Self(Some(authority))
    }

    /// Where its tokens come from; `None` for a guest.
    pub(crate) fn authority(&self) -> Option<&Arc<dyn Authority>> {
        self.0.as_ref()
    }

    /// Equal for what is one identity; `None` for a guest.
    pub(crate) fn fingerprint(&self) -> Option<Fingerprint> {
        self.0.as_ref().map(|authority| authority.fingerprint())
    }
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Identity")
            .field(&self.fingerprint())
            .finish()
    }
}

/// Gives the tokens of one identity.
///
/// A token that is all there is (that of one call) is its own authority; a client's is a keeper, which has it renewed.
pub(crate) trait Authority: Send + Sync {
    /// Tells it from others, whatever its token is at the moment.
    fn fingerprint(&self) -> Fingerprint;

    /// Which token is held now, whatever its state is.
    fn holds(&self) -> Option<Fingerprint>;

    /// A token for an attempt that may take so long.
    fn ask(self: Arc<Self>, attempt: Duration) -> Ask;

    /// Another token, whatever is known of the one that is there.
    fn renew(self: Arc<Self>) -> Ask;

    /// Whether another token may be had for one that is refused.
    fn renews(&self) -> bool {
        false
    }

    /// Told that the server refuses the token of that epoch.
    fn refused(&self, epoch: u64) {
        let _ = epoch;
    }

    /// Told that the server took the token of that epoch, and what else the answer says.
    fn taken(&self, epoch: u64, headers: &HeaderMap) {
        let _ = (epoch, headers);
    }
}

/// A token that is being had.
pub(crate) struct Asked {
    pub(crate) held: Pin<Box<dyn Future<Output = Result<Held, Error>> + Send>>,
    /// How far the sign-in has come that has it, where there is one.
    pub(crate) sign_in: Option<Progress>,
}

/// An answer to who asks for a token.
pub(crate) enum Ask {
    /// Here it is.
    Now(Held),
    /// There will be one, or the reason why there is none.
    Later(Asked),
}

/// A token as it is held.
#[derive(Debug, Clone)]
pub(crate) struct Held {
    pub(crate) credential: Arc<Credential>,
    /// How often the token was replaced before.
    pub(crate) epoch: u64,
    /// When it ends by the server's clock, in seconds since 1970, where that is known.
    pub(crate) ends: Option<i64>,
}

impl Authority for Credential {
    fn fingerprint(&self) -> Fingerprint {
        self.fingerprint
    }

    fn holds(&self) -> Option<Fingerprint> {
        Some(self.fingerprint)
    }

    fn renew(self: Arc<Self>) -> Ask {
        self.ask(Duration::ZERO)
    }

    fn ask(self: Arc<Self>, _: Duration) -> Ask {
        Ask::Now(Held {
            credential: self,
            epoch: 0,
            ends: None,
        })
    }
}

/// What stands before the token in the header.
const SCHEME: &str = "Bearer ";

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
    /// That of a token, or of whatever else names an identity.
    pub(crate) fn of(token: &str) -> Self {
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
        let mut header = HeaderValue::try_from(format!("{SCHEME}{text}"))
            .map_err(|error| Error::settings("the token cannot be sent").with_source(error))?;
        header.set_sensitive(true);
        Ok(Self {
            header,
            fingerprint: Fingerprint::of(text),
        })
    }

    /// Equal for equal tokens.
    pub(crate) fn fingerprint(&self) -> Fingerprint {
        self.fingerprint
    }

    /// The token itself.
    pub(crate) fn token(&self) -> Secret {
        Secret::from(self.text())
    }

    /// The value of the `Authorization` header, marked as sensitive.
    pub(crate) fn header(&self) -> HeaderValue {
        self.header.clone()
    }

    /// True if `text` holds the token: such a text is not shown.
    pub(crate) fn is_in(&self, text: &str) -> bool {
        text.contains(self.text())
    }

    fn text(&self) -> &str {
        let header = self.header.to_str().unwrap_or_default();
        header.strip_prefix(SCHEME).unwrap_or_default()
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
}
