//! Where tokens come from, as a trait that anyone can write: what the SDK brings is in `auth/`.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use wikijs_wire::Secret;

use super::Client;
use crate::call::Credential;
use crate::connector::{BoxError, Progress};
use crate::error::{Error, ErrorKind, ServerCode};
use crate::layers::lower::auth::{
    Failed, Fresh, Lasts, RenewalReason, RenewalWanted, Renewed, Renewer,
};
use crate::layers::upper::admission::Entry;

/// Has a token, or says why there is none.
pub type Authenticating = Pin<Box<dyn Future<Output = Result<Token, AuthFailure>> + Send>>;

/// Has tokens for a client: [`ClientBuilder::authenticator`](super::ClientBuilder::authenticator).
///
/// It is asked with the first call, when a token is about to end, and when the server refuses one; then all calls wait for
/// the one answer. It is never asked twice at a time, and after a failure only once a pause is over.
///
/// ```
/// # async fn ask_the_vault() -> Result<String, std::io::Error> { Ok("token".into()) }
/// # fn main() -> Result<(), wikijs_sdk::Error> {
/// use wikijs_sdk::{Authenticating, Authenticator, Client, Renewal};
///
/// struct Vault;
///
/// impl Authenticator for Vault {
///     fn token(&self, _: Renewal) -> Authenticating {
///         Box::pin(async {
///             let token = ask_the_vault().await?;
///             Ok(token.into())
///         })
///     }
/// }
///
/// let client = Client::builder("https://wiki.example.org")
///     .authenticator(Vault)
///     .build()?;
/// # drop(client); Ok(())
/// # }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no tokens to give: it is no `Authenticator`",
    note = "a token that is there already is given by `.token(…)` of a client's builder or `.with_token(…)` of a client; signing in is `SignIn::new(user, password)`, a closure `token_from(…)`"
)]
pub trait Authenticator: Send + Sync + 'static {
    /// Has a token. The future is run in a task of its own, so that it comes to its end whoever goes away.
    fn token(&self, renewal: Renewal) -> Authenticating;

    /// Told of a token that the server sent by itself in the place of the last one. The client uses it from now on;
    /// whoever keeps tokens somewhere keeps this one. `client` is one of the same wiki, as [`Renewal::client`].
    fn replaced(&self, token: &Secret, client: &Client) {
        let _ = (token, client);
    }

    /// Whom the tokens are of, where that is known beforehand: of [`SignIn`](crate::SignIn) strategy and user. One that is
    /// kept in a [`TokenStore`](crate::TokenStore) is taken from there only by who says the same.
    fn account(&self) -> Option<String> {
        None
    }
}

impl<A: Authenticator + ?Sized> Authenticator for Arc<A> {
    fn token(&self, renewal: Renewal) -> Authenticating {
        A::token(self, renewal)
    }

    fn replaced(&self, token: &Secret, client: &Client) {
        A::replaced(self, token, client);
    }

    fn account(&self) -> Option<String> {
        A::account(self)
    }
}

impl<A: Authenticator + ?Sized> Authenticator for Box<A> {
    fn token(&self, renewal: Renewal) -> Authenticating {
        A::token(self, renewal)
    }

    fn replaced(&self, token: &Secret, client: &Client) {
        A::replaced(self, token, client);
    }

    fn account(&self) -> Option<String> {
        A::account(self)
    }
}

/// What a token is asked for.
#[derive(Debug, Clone)]
pub struct Renewal {
    client: Client,
    reason: RenewalReason,
    last: Option<Secret>,
}

impl Renewal {
    /// A client of the same wiki that runs as guest, over the same connections and under the same limits: for signing in.
    /// Where the client is shut down while a call waits for the token, this one works until the token is there.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// Why another token is wanted.
    pub fn reason(&self) -> RenewalReason {
        self.reason
    }

    /// The token that is there: the one that ends soon, or was refused.
    pub fn last(&self) -> Option<&Secret> {
        self.last.as_ref()
    }

    /// Says what the sign-in waits for, until it sends something or what is given back is told otherwise.
    pub(crate) fn waits_for(&self, what: String) -> Progress {
        let progress = Progress::new();
        progress.waits_for(Some(what.into()));
        if let Entry::SignIn(sign_in) = &self.client.plan().entry {
            sign_in.follow(&progress);
        }
        progress
    }

    /// The time by the wiki's clock, as its last answer told it; `None` before the first one.
    pub fn server_time(&self) -> Option<SystemTime> {
        self.client.plan().clock.now()
    }
}

/// A token, and how long it is good.
///
/// Unless told otherwise, one that says itself when it ends (a JSON web token) is renewed before it does, and any other
/// once the server refuses it.
#[derive(Debug, Clone)]
pub struct Token {
    secret: Secret,
    lasts: Lasts,
}

impl Token {
    /// A token that lasts as long as it says itself, or until it is refused.
    pub fn new(token: impl Into<Secret>) -> Self {
        Self {
            secret: token.into(),
            lasts: Lasts::AsItSays,
        }
    }

    /// It was issued this moment: the time that it lasts counts from now, whatever the clocks say.
    #[must_use]
    pub fn just_issued(mut self) -> Self {
        self.lasts = Lasts::FromNow;
        self
    }

    /// It is good for so long from now on, and asked for again after that: the same one may be given once more. Less than
    /// ten milliseconds count as ten.
    #[must_use]
    pub fn good_for(mut self, span: Duration) -> Self {
        self.lasts = Lasts::For(span);
        self
    }

    /// It is good until the server refuses it, whatever it says: the server renews most tokens of users by itself, for two
    /// weeks after their end, unless it is set up otherwise.
    #[must_use]
    pub fn until_refused(mut self) -> Self {
        self.lasts = Lasts::UntilRefused;
        self
    }

    /// The token itself.
    pub fn secret(&self) -> &Secret {
        &self.secret
    }
}

impl From<Secret> for Token {
    fn from(token: Secret) -> Self {
        Self::new(token)
    }
}

impl From<String> for Token {
    fn from(token: String) -> Self {
        Self::new(token)
    }
}

impl From<&str> for Token {
    fn from(token: &str) -> Self {
        Self::new(token)
    }
}

/// Why there is no token. Any error can be made one by `?`.
///
/// An [`Error`] of the SDK says itself whether another try could help: where the wiki refused to sign somebody in, none
/// is made until [`Client::authenticate`](super::Client::authenticate) asks for it, so that no account is locked. Any other
/// error is taken for one that passes, and after a pause the next call asks again.
pub struct AuthFailure {
    error: BoxError,
    for_good: Option<bool>,
}

impl AuthFailure {
    /// Asking again would bring nothing, or do harm: it is not asked again until
    /// [`Client::authenticate`](super::Client::authenticate) says so. Calls are told so with
    /// [`ErrorKind::NoToken`], or, where `error` is what the wiki says, [`ErrorKind::Unauthorized`].
    pub fn refused(error: impl Into<BoxError>) -> Self {
        Self {
            error: error.into(),
            for_good: Some(true),
        }
    }

    /// It passes: the next call may ask again, after a pause.
    pub fn passing(error: impl Into<BoxError>) -> Self {
        Self {
            error: error.into(),
            for_good: Some(false),
        }
    }

    /// The same, where nothing was said of whether it passes: whoever was asked may be asked again.
    pub(crate) fn or_passing(mut self) -> Self {
        self.for_good.get_or_insert(false);
        self
    }

    /// What went wrong.
    pub fn error(&self) -> &(dyn std::error::Error + Send + Sync + 'static) {
        &*self.error
    }
}

impl<E: Into<BoxError>> From<E> for AuthFailure {
    fn from(error: E) -> Self {
        Self {
            error: error.into(),
            for_good: None,
        }
    }
}

impl fmt::Debug for AuthFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AuthFailure")
            .field("error", &self.error)
            .field("for_good", &self.for_good)
            .finish()
    }
}

impl From<AuthFailure> for Failed {
    fn from(failure: AuthFailure) -> Self {
        let error = match failure.error.downcast::<Error>() {
            Ok(error) => *error,
            Err(other) => {
                Error::new(ErrorKind::NoToken, "whoever gives tokens failed").with_source(other)
            }
        };
        let for_good = failure.for_good;
        Self {
            for_good: for_good.unwrap_or_else(|| is_for_good(&error)),
            error,
        }
    }
}

/// Whether an error of the SDK says that another try would bring nothing, or do harm.
fn is_for_good(error: &Error) -> bool {
    match error.kind() {
        // The server says the first two of whatever breaks in it. With the third it has looked at no password: the
        // strategy is switched off, or not loaded yet.
        ErrorKind::Refused => !matches!(
            error.code(),
            None | Some(
                ServerCode::Unspecific
                    | ServerCode::AuthGenericError
                    | ServerCode::AuthProviderInvalid
            )
        ),
        ErrorKind::Unauthorized | ErrorKind::Invalid => error.is_the_wikis(),
        ErrorKind::Settings => true,
        _ => false,
    }
}

/// An authenticator as the keeper of a client's token knows it.
pub(super) struct Given {
    authenticator: Arc<dyn Authenticator>,
    /// The client that it may sign in with.
    guest: Client,
    /// How far that has come.
    sign_in: Progress,
}

impl Given {
    pub(super) fn new(
        authenticator: Arc<dyn Authenticator>,
        guest: Client,
        sign_in: Progress,
    ) -> Self {
        Self {
            authenticator,
            guest,
            sign_in,
        }
    }
}

impl Renewer for Given {
    fn renew(&self, wanted: RenewalWanted) -> Renewed {
        let underway = self.guest.plan().door.renewing();
        self.sign_in.follow(&Progress::new());
        let asked = self.authenticator.token(Renewal {
            client: self.guest.clone(),
            reason: wanted.reason,
            last: wanted.last.map(|last| last.token()),
        });
        Box::pin(async move {
            let token = asked.await.map_err(Failed::from)?;
            drop(underway);
            fresh(&token)
        })
    }

    fn whose(&self) -> (String, Option<String>) {
        let wiki = self.guest.address().to_owned();
        (wiki, self.authenticator.account())
    }

    fn sign_in(&self) -> Option<Progress> {
        Some(self.sign_in.clone())
    }

    fn replaced(&self, credential: &Arc<Credential>) {
        self.authenticator
            .replaced(&credential.token(), &self.guest);
    }
}

fn fresh(token: &Token) -> Result<Fresh, Failed> {
    match Credential::new(&token.secret) {
        Ok(credential) => Ok(Fresh {
            credential: Arc::new(credential),
            lasts: token.lasts,
        }),
        Err(error) => Err(Failed {
            error,
            for_good: false,
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_wiki_says_of_the_user_is_for_good_and_what_others_say_passes() {
        use ErrorKind::{Forbidden, Invalid, RateLimited, Refused, Settings, Unauthorized};
        for (kind, code, for_good) in [
            (Refused, Some(1002), true),
            (Refused, Some(1005), true),
            (Refused, Some(1006), true),
            (Refused, Some(1013), true),
            (Refused, Some(1014), true),
            (Refused, Some(1), false),
            (Refused, Some(1001), false),
            (Refused, Some(1003), false),
            (Refused, None, false),
            (Unauthorized, Some(1019), true),
            (Unauthorized, None, false),
            (Invalid, None, false),
            (Forbidden, None, false),
            (RateLimited, None, false),
            (Settings, None, true),
        ] {
            let error = Error::new(kind, "").with_code(code.map(ServerCode::from));
            assert_eq!(is_for_good(&error), for_good, "{kind:?} {code:?}");
        }
    }
}
