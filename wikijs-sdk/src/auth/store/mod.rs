//! Keeps a token where other processes find it, so that a program that is started every minute signs in twice an hour.

#[cfg(feature = "token-store")]
mod file;
mod kept;
#[cfg(feature = "keyring")]
mod keyring;

use std::any::{Any, type_name};
use std::fmt;
use std::future::{Future, ready};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tokio::runtime::Handle;
use tokio::sync::Mutex;
use wikijs_wire::Secret;

use self::kept::Owner;
use super::sign_in::SignIn;
use crate::client::{AuthFailure, Authenticating, Authenticator, Client, Renewal, Token};
use crate::connector::BoxError;
use crate::layers::lower::auth::RenewalReason;

#[cfg(feature = "token-store")]
pub use self::file::FileStore;
#[cfg(feature = "keyring")]
pub use self::keyring::KeyringStore;

/// Loads, saves or locks.
pub type Storing<T> = Pin<Box<dyn Future<Output = Result<T, BoxError>> + Send>>;

/// Keeps a short text: the token of one identity on one wiki, and a line that says whose it is. The token is sent to the
/// wiki: let nobody else write there.
///
/// ```
/// use std::sync::{Arc, Mutex, PoisonError};
///
/// use wikijs_sdk::{Secret, Storing, TokenStore};
///
/// /// One for the clients of a process.
/// #[derive(Default)]
/// struct Memory(Arc<Mutex<Option<Secret>>>);
///
/// impl TokenStore for Memory {
///     fn load(&self) -> Storing<Option<Secret>> {
///         let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
///         Box::pin(async { Ok(kept) })
///     }
///
///     fn save(&self, text: &Secret) -> Storing<()> {
///         *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(text.clone());
///         Box::pin(async { Ok(()) })
///     }
/// }
/// # drop(Memory::default());
/// ```
pub trait TokenStore: Send + Sync + 'static {
    /// The text that is kept; `None` where there is none.
    fn load(&self) -> Storing<Option<Secret>>;

    /// Keeps this text in the place of the one before. It is called under the [`lock`](Self::lock), and once at a time.
    fn save(&self, text: &Secret) -> Storing<()>;

    /// What the log calls it: the path of a file, as in `/var/lib/robot/wiki-token`.
    fn name(&self) -> String {
        type_name::<Self>().to_owned()
    }

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
/// Beside the token stands of which wiki and user it is: that of another one counts for none, which the log tells. A store
/// that fails is told in the log, too, and stops nobody from signing in. A token that the server sends by itself is saved
/// beside the calls; [`Client::shutdown`] waits for that.
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

/// Whose tokens are kept, for the store and for the log.
struct Whose {
    owner: Owner,
    wiki: String,
    account: Option<String>,
}

struct Inner {
    authenticator: Box<dyn Authenticator>,
    store: Box<dyn TokenStore>,
    /// Whether tokens from the store are used without regard to what they say of their end.
    until_refused: bool,
    /// How many tokens were given to be saved.
    given: AtomicU64,
    /// The number of the last one that was saved: none before it is saved after it.
    saved: Mutex<u64>,
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
            given: AtomicU64::default(),
            saved: Mutex::default(),
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

    fn replaced(&self, token: &Secret, client: &Client) {
        self.0.authenticator.replaced(token, client);
        let (inner, token) = (Arc::clone(&self.0), token.clone());
        let (number, whose) = (inner.number(), inner.whose(client));
        if let Ok(runtime) = Handle::try_current() {
            let underway = client.plan().door.keeping("the token that is being saved");
            runtime.spawn(async move {
                let _underway = underway;
                let _lock = inner.lock(&whose).await;
                inner.save(number, &token, &whose).await;
            });
        }
    }

    fn account(&self) -> Option<String> {
        self.0.authenticator.account()
    }
}

impl Inner {
    async fn token(&self, renewal: Renewal) -> Result<Token, AuthFailure> {
        let whose = self.whose(renewal.client());
        // What a time limit names that ends while the store does not answer.
        let waits = || renewal.waits_for(format!("the token store `{}`", self.store.name()));
        let waiting = waits();
        // What is wrong with it is told once, below.
        if renewal.reason() == RenewalReason::First
            && let Ok(Some(token)) = self.look(&whose.owner).await
        {
            return Ok(self.known(token));
        }
        // Kept until the new one is saved: who waits for it takes that over.
        let _lock = self.lock(&whose).await;
        if renewal.reason() != RenewalReason::Asked
            && let Some(token) = self.load(&whose).await
            && renewal.last() != Some(&token)
        {
            return Ok(self.known(token));
        }
        waiting.waits_for(None);
        let token = self.authenticator.token(renewal.clone()).await?;
        let _waiting = waits();
        self.save(self.number(), token.secret(), &whose).await;
        Ok(token)
    }

    /// Whose the tokens are that are asked for with this client.
    fn whose(&self, client: &Client) -> Whose {
        let account = self.authenticator.account();
        Whose {
            owner: Owner::of(client.address(), account.as_deref()),
            wiki: client.address().to_owned(),
            account,
        }
    }

    fn known(&self, token: Secret) -> Token {
        match self.until_refused {
            true => Token::new(token).until_refused(),
            false => Token::new(token),
        }
    }

    async fn look(&self, owner: &Owner) -> Result<Option<Secret>, BoxError> {
        let kept = self.store.load().await?;
        let token = kept.map(|kept| kept::read(&kept, owner));
        Ok(token.transpose()?)
    }

    async fn load(&self, whose: &Whose) -> Option<Secret> {
        self.look(&whose.owner).await.unwrap_or_else(|error| {
            let (store, Whose { wiki, account, .. }) = (self.store.name(), whose);
            tracing::warn!(wiki, account, store, %error, "the token store gives no token of ours");
            None
        })
    }

    /// The number of a token that is to be saved.
    fn number(&self) -> u64 {
        self.given.fetch_add(1, Ordering::Relaxed) + 1
    }

    async fn save(&self, number: u64, token: &Secret, whose: &Whose) {
        let mut saved = self.saved.lock().await;
        if *saved > number {
            return;
        }
        *saved = number;
        if let Err(error) = self.store.save(&kept::written(token, &whose.owner)).await {
            let (store, Whose { wiki, account, .. }) = (self.store.name(), whose);
            tracing::warn!(wiki, account, store, %error, "the token store keeps no token");
        }
    }

    async fn lock(&self, whose: &Whose) -> StoreLock {
        let locked = self.store.lock().await;
        locked.unwrap_or_else(|error| {
            let (store, Whose { wiki, account, .. }) = (self.store.name(), whose);
            tracing::warn!(wiki, account, store, %error, "the token store cannot be locked: other processes may renew the token at the same time");
            StoreLock::none()
        })
    }
}

impl fmt::Debug for StoredToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StoredToken").finish_non_exhaustive()
    }
}
