//! The settings of whom a client runs as.

use std::sync::Arc;
use std::time::Duration;

use wikijs_wire::Secret;

use super::ClientBuilder;
use crate::call::Credential;
use crate::client::Client;
use crate::client::authenticator::Authenticator;
use crate::error::Error;
use crate::layers::lower::auth::ServerClock;
use crate::layers::upper::guest::GuestCheck;

/// What was set.
pub(super) struct Auth {
    token: Option<Secret>,
    authenticator: Option<Source>,
    pub(super) token_timeout: Duration,
    guest_check: bool,
}

/// Where tokens come from, and by which setting that was said.
struct Source {
    setting: &'static str,
    authenticator: Arc<dyn Authenticator>,
}

impl Default for Auth {
    fn default() -> Self {
        Self {
            token: None,
            authenticator: None,
            token_timeout: Duration::from_secs(300),
            guest_check: true,
        }
    }
}

impl ClientBuilder {
    /// The API key, or the token of a signed-in user. Without one, calls run as guest.
    ///
    /// A token that the server sends in its place is used from then on. Where the server refuses it there is no other:
    /// [`authenticator`](Self::authenticator) has tokens that are renewed.
    pub fn token(mut self, token: impl Into<Secret>) -> Self {
        self.auth.token = Some(token.into());
        self
    }

    /// Where the client's tokens come from, if not from one that is given: signing in ([`SignIn`](crate::SignIn)), the
    /// environment ([`FromEnv`](crate::FromEnv)), a file ([`TokenFile`](crate::TokenFile)), a closure
    /// ([`token_from`](crate::token_from)), or what you write yourself.
    ///
    /// Nothing is asked for before the first call.
    pub fn authenticator(self, authenticator: impl Authenticator) -> Self {
        self.authenticated_by("authenticator", authenticator)
    }

    pub(crate) fn authenticated_by(
        mut self,
        setting: &'static str,
        authenticator: impl Authenticator,
    ) -> Self {
        self.auth.authenticator = Some(Source {
            setting,
            authenticator: Arc::new(authenticator),
        });
        self
    }

    /// The longest that having a token may take, whoever has to be asked; five minutes by default, so that a person can
    /// type a code. The calls that wait for it have time limits of their own.
    pub fn token_timeout(mut self, limit: Duration) -> Self {
        self.auth.token_timeout = limit;
        self
    }

    /// Whether it is noticed that the server takes a token for none: it does so with one that is garbled, of another wiki,
    /// or over for long, says nothing, and answers as to a guest. It is noticed, by default, and is an error
    /// ([`ErrorKind::Unauthorized`](crate::ErrorKind::Unauthorized)).
    ///
    /// For that, the first query under a token asks for `users.profile` as well. No request is sent for it, but where a
    /// write is forbidden under a token that nothing is known of yet, and before a list that is streamed under such a one.
    pub fn guest_check(mut self, noticed: bool) -> Self {
        self.auth.guest_check = noticed;
        self
    }
}

impl Auth {
    pub(super) fn guest_check(&self, clock: &Arc<ServerClock>) -> Option<Arc<GuestCheck>> {
        let check = || Arc::new(GuestCheck::new(Arc::clone(clock)));
        self.guest_check.then(check)
    }

    /// Whether there is a token to be shown in the settings.
    pub(super) fn is_set(&self) -> bool {
        self.token.is_some() || self.authenticator.is_some()
    }

    /// The client that runs as what was set, made of one that runs as guest.
    ///
    /// # Errors
    ///
    /// Token and authenticator are both given, or it cannot be a token.
    pub(super) fn identify(&self, guest: Client) -> Result<Client, Error> {
        match (&self.token, &self.authenticator) {
            (None, None) => Ok(guest),
            (Some(token), None) => Ok(guest.fixed(Arc::new(Credential::new(token)?))),
            (None, Some(source)) => Ok(guest.renewing(Arc::clone(&source.authenticator))),
            (Some(_), Some(Source { setting, .. })) => Err(Error::settings(format!(
                "both `token` and `{setting}` are given: which one is meant?"
            ))),
        }
    }
}
