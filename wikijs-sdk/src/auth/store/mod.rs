//! Keeps a token where other processes find it, so that a program that is started every minute signs in twice an hour.

#[cfg(feature = "token-store")]
mod file;
#[cfg(feature = "keyring")]
mod keyring;

use std::any::Any;
use std::fmt;
use std::future::{Future, ready};
use std::pin::Pin;
use std::sync::Arc;

use tokio::runtime::Handle;
use wikijs_wire::Secret;

use super::sign_in::SignIn;
use crate::call::Credential;
use crate::client::{AuthFailure, Authenticating, Authenticator, Renewal, Token};
use crate::connector::BoxError;
use crate::layers::lower::auth::RenewalReason;

#[cfg(feature = "token-store")]
pub use self::file::FileStore;
#[cfg(feature = "keyring")]
pub use self::keyring::KeyringStore;

/// Loads, saves or locks.
pub type Storing<T> = Pin<Box<dyn Future<Output = Result<T, BoxError>> + Send>>;

/// Keeps the token of one identity on one wiki. What it gives is sent to the wiki: let nobody else write there.
pub trait TokenStore: Send + Sync + 'static {
    /// The token that is kept; `None` where there is none.
    fn load(&self) -> Storing<Option<Secret>>;

    /// Keeps this token in the place of the one before.
    fn save(&self, token: &Secret) -> Storing<()>;

    /// Keeps others from renewing the token until the lock is dropped. A store that only one process has needs none.
    fn lock(&self) -> Storing<StoreLock> {
        Box::pin(ready(Ok(StoreLock::none())))
    }
}

/// A lock of a [`TokenStore`]: held until it is dropped.
pub struct StoreLock(Option<Box<dyn Any + Send>>);

impl StoreLock {
    /// A lock that is held as long as `guard` is.
    pub fn new(guard: impl Any + Send) -> Self {
        Self(Some(Box::new(guard)))
    }

    /// No lock.
    pub fn none() -> Self {
        Self(None)
    }
}

impl fmt::Debug for StoreLock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StoreLock")
            .field("is_held", &self.0.is_some())
            .finish()
    }
}

/// An authenticator whose tokens are kept in a store. A token that is there is used, by whichever process it was had; one
/// that another process had meanwhile is taken over, and only where there is none the authenticator is asked.
///
/// A store that fails is told in the log, and stops nobody from signing in.
///
/// ```
/// # #[cfg(feature = "token-store")]
/// # fn main() -> Result<(), wikijs_sdk::Error> {
/// use wikijs_sdk::{Client, FileStore, SignIn};
///
/// let signing = SignIn::new("robot@example.org", "correct horse battery staple");
/// let client = Client::builder("https://wiki.example.org")
///     .authenticator(signing.kept_in(FileStore::new("/var/lib/robot/wiki-token")))
///     .build()?;
/// # drop(client); Ok(())
/// # }
/// # #[cfg(not(feature = "token-store"))]
/// # fn main() {}
/// ```
#[derive(Clone)]
pub struct StoredToken(Arc<Inner>);

struct Inner {
    authenticator: Box<dyn Authenticator>,
    store: Box<dyn TokenStore>,
    /// Whether tokens from the store are used without regard to what they say of their end.
    until_refused: bool,
}

impl StoredToken {
    /// Keeps the tokens of `authenticator` in `store`.
    pub fn new(authenticator: impl Authenticator, store: impl TokenStore) -> Self {
        Self::of(authenticator, store, false)
    }

    fn of(authenticator: impl Authenticator, store: impl TokenStore, until_refused: bool) -> Self {
        Self(Arc::new(Inner {
            authenticator: Box::new(authenticator),
            store: Box::new(store),
            until_refused,
        }))
    }
}

impl SignIn {
    /// Keeps the tokens in a store, from which other processes have them, too.
    pub fn kept_in(self, store: impl TokenStore) -> StoredToken {
        let until_refused = self.asks_a_person();
        StoredToken::of(self, store, until_refused)
    }
}

impl Authenticator for StoredToken {
    fn token(&self, renewal: Renewal) -> Authenticating {
        let inner = Arc::clone(&self.0);
        Box::pin(async move { inner.token(renewal).await })
    }

    fn replaced(&self, token: &Secret) {
        self.0.authenticator.replaced(token);
        let (inner, token) = (Arc::clone(&self.0), token.clone());
        if let Ok(runtime) = Handle::try_current() {
            runtime.spawn(async move { inner.save(&token).await });
        }
    }
}

impl Inner {
    async fn token(&self, renewal: Renewal) -> Result<Token, AuthFailure> {
        if renewal.reason() == RenewalReason::First
            && let Some(token) = self.load().await
        {
            return Ok(self.known(token));
        }
        // Kept until the new one is saved: who waits for it takes that over.
        let _lock = self.lock().await;
        if renewal.reason() != RenewalReason::Asked
            && let Some(token) = self.load().await
            && renewal.last() != Some(&token)
        {
            return Ok(self.known(token));
        }
        let token = self.authenticator.token(renewal).await?;
        self.save(token.secret()).await;
        Ok(token)
    }

    fn known(&self, token: Secret) -> Token {
        match self.until_refused {
            true => Token::new(token).until_refused(),
            false => Token::new(token),
        }
    }

    async fn load(&self) -> Option<Secret> {
        let loaded = self.store.load().await.unwrap_or_else(|error| {
            tracing::warn!(%error, "the token store gives no token");
            None
        })?;
        match Credential::new(&loaded) {
            Ok(_) => Some(loaded),
            Err(error) => {
                tracing::warn!(%error, "what the token store gives is no token");
                None
            }
        }
    }

    async fn save(&self, token: &Secret) {
        if let Err(error) = self.store.save(token).await {
            tracing::warn!(%error, "the token store keeps no token");
        }
    }

    async fn lock(&self) -> StoreLock {
        let locked = self.store.lock().await;
        locked.unwrap_or_else(|error| {
            tracing::warn!(%error, "the token store cannot be locked: other processes may renew the token at the same time");
            StoreLock::none()
        })
    }
}

impl fmt::Debug for StoredToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StoredToken").finish_non_exhaustive()
    }
}
