//! Signs a user in, with whatever the account asks for: a password, a one-time code, a new password.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use wikijs_wire::Secret;

use super::totp;
use crate::client::{AuthFailure, Authenticating, Authenticator, ClientBuilder, Renewal, Token};
use crate::error::{Error, ServerCode};
use crate::types::AuthenticationLoginResponse;

/// More steps than any account asks for.
const MOST_STEPS: usize = 4;

/// Signs a user in with name and password, and again whenever the token is about to end or is refused.
///
/// The wiki takes five sign-ins in a minute from one address; the client spreads its own. After a sign-in that the wiki
/// refuses none is tried again until [`Client::authenticate`](crate::Client::authenticate) asks for it: a wrong password is
/// told once to each call, and sent once.
///
/// ```
/// # fn main() -> Result<(), wikijs_sdk::Error> {
/// use wikijs_sdk::{Client, SignIn};
///
/// let client = Client::builder("https://wiki.example.org")
///     .authenticator(
///         SignIn::new("robot@example.org", "correct horse battery staple")
///             .totp_secret("JBSWY3DPEHPK3PXP"),
///     )
///     .build()?;
/// # drop(client); Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct SignIn(Arc<Account>);

#[derive(Clone)]
struct Account {
    user: String,
    passwords: Arc<Mutex<Passwords>>,
    strategy: Option<String>,
    codes: Codes,
    new_password: Option<Ask<Secret>>,
}

struct Passwords {
    /// Replaced where the wiki asked for a new one.
    known: Secret,
    /// A new one that was sent, and whose answer was lost: the wiki may know no other.
    perhaps: Option<Secret>,
}

/// Where one-time codes come from.
#[derive(Clone)]
enum Codes {
    Nowhere,
    Secret(Secret),
    Asked(Ask<String>),
}

type Asking<T> = Pin<Box<dyn Future<Output = Result<T, AuthFailure>> + Send>>;
type Ask<T> = Arc<dyn Fn() -> Asking<T> + Send + Sync>;

impl SignIn {
    /// Signs in as this user: the mail address, where the strategy is the wiki's own.
    pub fn new(user: impl Into<String>, password: impl Into<Secret>) -> Self {
        Self(Arc::new(Account {
            user: user.into(),
            passwords: Arc::new(Mutex::new(Passwords {
                known: password.into(),
                perhaps: None,
            })),
            strategy: None,
            codes: Codes::Nowhere,
            new_password: None,
        }))
    }

    /// The key of the strategy to sign in by, `local` by default: those with a form, as LDAP, have one.
    /// `authentication().active_strategies()` lists them.
    pub fn strategy(self, key: impl Into<String>) -> Self {
        self.with(|account| account.strategy = Some(key.into()))
    }

    /// Makes one-time codes of the secret that the account's second factor was set up with: what the QR code holds behind
    /// `secret=`. The time is the wiki's own, as its answers tell it.
    ///
    /// Whoever has this secret and the password needs no second factor any more: keep them apart where you can.
    pub fn totp_secret(self, secret: impl Into<Secret>) -> Self {
        let secret = secret.into();
        self.with(|account| account.codes = Codes::Secret(secret))
    }

    /// Asks for a one-time code when one is needed.
    ///
    /// So that nobody is asked every half an hour, a token is then used until the wiki refuses it: the wiki renews it by
    /// itself as long as the client is not idle for two weeks.
    ///
    /// An error of `ask` passes: with the next call after a pause it is asked again. [`AuthFailure::refused`] says that it
    /// is not to be.
    pub fn code_from<R, T>(self, ask: impl Fn() -> R + Send + Sync + 'static) -> Self
    where
        R: Future<Output = Result<T, AuthFailure>> + Send + 'static,
        T: Into<String>,
    {
        self.with(|account| account.codes = Codes::Asked(asking(ask)))
    }

    /// Asks for a new password where the wiki wants one before it lets the user in. The next sign-in uses it; keep it,
    /// since the wiki knows no other from then on. Where the answer is lost, the next sign-in tries the old one, and once
    /// the new one where that is refused. An error of `ask` passes, as that of [`code_from`](Self::code_from) does.
    pub fn new_password_from<R, T>(self, ask: impl Fn() -> R + Send + Sync + 'static) -> Self
    where
        R: Future<Output = Result<T, AuthFailure>> + Send + 'static,
        T: Into<Secret>,
    {
        self.with(|account| account.new_password = Some(asking(ask)))
    }

    /// Whether codes are asked of somebody.
    pub(super) fn asks_a_person(&self) -> bool {
        matches!(self.0.codes, Codes::Asked(_))
    }

    fn with(mut self, change: impl FnOnce(&mut Account)) -> Self {
        change(Arc::make_mut(&mut self.0));
        self
    }
}

impl ClientBuilder {
    /// Signs in with name and password, and again whenever the token is about to end or is refused.
    /// [`SignIn`] has more: other strategies, one-time codes, a change of the password.
    pub fn sign_in(self, user: impl Into<String>, password: impl Into<Secret>) -> Self {
        self.authenticated_by("sign_in", SignIn::new(user, password))
    }
}

impl Authenticator for SignIn {
    fn token(&self, renewal: Renewal) -> Authenticating {
        let account = Arc::clone(&self.0);
        Box::pin(async move { account.sign_in(&renewal).await })
    }

    fn account(&self) -> Option<String> {
        let strategy = self.0.strategy.as_deref().unwrap_or("local");
        Some(format!("{strategy}/{}", self.0.user))
    }
}

impl Account {
    /// Goes from step to step until there is a token.
    async fn sign_in(&self, renewal: &Renewal) -> Result<Token, AuthFailure> {
        let mut answer = self.enter(renewal).await?;
        for _ in 0..MOST_STEPS {
            if let Some(token) = answer.jwt.take() {
                return Ok(self.issued(token));
            }
            answer = self.next_step(renewal, answer).await?;
        }
        Err(strange("asked for step after step"))
    }

    fn issued(&self, token: Secret) -> Token {
        match self.codes {
            Codes::Asked(_) => Token::new(token).until_refused(),
            Codes::Nowhere | Codes::Secret(_) => Token::new(token).just_issued(),
        }
    }

    /// Signs in with the password; where it is refused, once with the one that the wiki may know instead.
    async fn enter(&self, renewal: &Renewal) -> Result<AuthenticationLoginResponse, Error> {
        let known = self.passwords().known.clone();
        let outcome = self.enter_with(renewal, known).await;
        let Some(perhaps) = self.passwords().perhaps.clone() else {
            return outcome;
        };
        if !is_wrong_password(&outcome) {
            return outcome;
        }
        let outcome = self.enter_with(renewal, perhaps.clone()).await;
        if outcome.is_ok() {
            self.passwords().known = perhaps;
        }
        if outcome.is_ok() || is_wrong_password(&outcome) {
            self.passwords().perhaps = None;
        }
        outcome
    }

    async fn enter_with(
        &self,
        renewal: &Renewal,
        password: Secret,
    ) -> Result<AuthenticationLoginResponse, Error> {
        let authentication = renewal.client().authentication();
        let login = authentication.login(&self.user, password);
        match &self.strategy {
            Some(strategy) => login.strategy(strategy).await,
            None => login.await,
        }
    }

    async fn change(
        &self,
        renewal: &Renewal,
        token: Secret,
        password: Secret,
    ) -> Result<AuthenticationLoginResponse, AuthFailure> {
        let authentication = renewal.client().authentication();
        // Before it is sent: what is under way may be given up.
        self.passwords().perhaps = Some(password.clone());
        let outcome = authentication
            .login_change_password(token, password.clone())
            .await;
        let mut passwords = self.passwords();
        match outcome {
            Ok(answer) => {
                passwords.known = password;
                passwords.perhaps = None;
                Ok(answer)
            }
            Err(error) if error.may_have_run() => Err(maybe_changed(error).into()),
            Err(error) => {
                passwords.perhaps = None;
                Err(error.into())
            }
        }
    }

    async fn next_step(
        &self,
        renewal: &Renewal,
        answer: AuthenticationLoginResponse,
    ) -> Result<AuthenticationLoginResponse, AuthFailure> {
        let raised = |flag: Option<bool>| flag == Some(true);
        if raised(answer.must_setup_tfa) {
            return Err(refused(
                "the wiki wants the account to set up a second factor first: sign in once with a browser, and give the secret to `totp_secret`",
            ));
        }
        let Some(token) = answer.continuation_token else {
            return Err(strange("gave neither a token nor a way to go on"));
        };
        let authentication = renewal.client().authentication();
        if raised(answer.must_provide_tfa) {
            let code = self.code(renewal).await?;
            return Ok(authentication.login_tfa(token, code).await?);
        }
        if raised(answer.must_change_pwd) {
            let password = self.new_password().await?;
            return self.change(renewal, token, password).await;
        }
        Err(strange("asks for a step that is not known here"))
    }

    async fn code(&self, renewal: &Renewal) -> Result<String, AuthFailure> {
        match &self.codes {
            Codes::Nowhere => Err(refused(
                "the account has a second factor: give its secret to `totp_secret`, or ask for the code with `code_from`",
            )),
            Codes::Secret(secret) => {
                let Some(time) = renewal.server_time() else {
                    // What takes it away stands between, and may go.
                    return Err(AuthFailure::passing(Error::settings(
                        "the answers of the wiki tell no time to make a one-time code for: is their `date` taken away on the way?",
                    )));
                };
                totp::code(secret.expose(), time)
                    .ok_or_else(|| refused("the secret given to `totp_secret` is not base32"))
            }
            Codes::Asked(ask) => ask().await.map_err(AuthFailure::or_passing),
        }
    }

    async fn new_password(&self) -> Result<Secret, AuthFailure> {
        match &self.new_password {
            Some(ask) => ask().await.map_err(AuthFailure::or_passing),
            None => Err(refused(
                "the wiki wants a new password: change it with a browser, or give one with `new_password_from`",
            )),
        }
    }

    fn passwords(&self) -> MutexGuard<'_, Passwords> {
        let passwords = self.passwords.lock();
        passwords.unwrap_or_else(PoisonError::into_inner)
    }
}

fn asking<R, T, V>(ask: impl Fn() -> R + Send + Sync + 'static) -> Ask<V>
where
    R: Future<Output = Result<T, AuthFailure>> + Send + 'static,
    T: Into<V>,
{
    Arc::new(move || {
        let asked = ask();
        Box::pin(async move { asked.await.map(Into::into) })
    })
}

fn is_wrong_password<T>(outcome: &Result<T, Error>) -> bool {
    let code = outcome.as_ref().err().and_then(Error::code);
    code == Some(ServerCode::AuthLoginFailed)
}

fn maybe_changed(error: Error) -> Error {
    let says = "the new password was sent, and its answer lost: the wiki may know no other than the new one, which the next sign-in tries where the old one is refused";
    let told = Error::new(error.kind(), says).with_code(error.code());
    told.with_source(error)
}

/// Nothing changes until somebody does something about it.
fn refused(says: &'static str) -> AuthFailure {
    AuthFailure::refused(Error::settings(says))
}

fn strange(says: &str) -> AuthFailure {
    AuthFailure::refused(Error::settings(format!("the wiki {says} while signing in")))
}

impl fmt::Debug for SignIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SignIn")
            .field("user", &self.0.user)
            .field("strategy", &self.0.strategy)
            .finish_non_exhaustive()
    }
}
