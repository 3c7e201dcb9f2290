//! The token of a file that somebody else may write anew.

use std::fs::{self, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use tokio::sync::Mutex as Turn;
use tokio::task::spawn_blocking;
use tokio::time::timeout;
use wikijs_wire::Secret;

use crate::client::{AuthFailure, Authenticating, Authenticator, Client, Renewal, Token};
use crate::error::Error;
use crate::layers::lower::auth::RenewalReason;

/// The longest that a look at the file may take.
const PATIENCE: Duration = Duration::from_secs(5);

/// Takes the token from a file, and takes notice when the file changes: as one that an agent renews, or a secret that an
/// orchestrator mounts.
///
/// The file is looked at once in a while, and read where its time or its size changed, or the server refused the token.
/// White space around the token is no part of it. While the file cannot be read, or hangs for five seconds, as where a
/// network file system is away, the last token is used until the server refuses it; the log tells.
///
/// ```
/// # fn main() -> Result<(), wikijs_sdk::Error> {
/// use wikijs_sdk::{Client, TokenFile};
///
/// let client = Client::builder("https://wiki.example.org")
///     .authenticator(TokenFile::new("/run/secrets/wiki-token"))
///     .build()?;
/// # drop(client); Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct TokenFile {
    path: Arc<Path>,
    look_every: Duration,
    read: Arc<Mutex<Option<Read>>>,
    /// That of who looks at the file.
    turn: Arc<Turn<()>>,
}

/// What was read, and of which state of the file.
#[derive(Debug, Clone)]
struct Read {
    state: FileState,
    token: Secret,
    /// The file could not be read since, which was told.
    is_away: bool,
}

type FileState = (Option<SystemTime>, u64);

impl TokenFile {
    /// The token of this file. Nothing is read yet.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self {
            path: path.into().into(),
            look_every: Duration::from_secs(1),
            read: Arc::default(),
            turn: Arc::default(),
        }
    }

    /// How long the token is used without a look at the file; a second by default, and ten milliseconds at least.
    pub fn look_every(mut self, span: Duration) -> Self {
        self.look_every = span;
        self
    }

    /// What the file holds, unless it hangs. One look at a time: of those that do not come back there is only one.
    async fn look_in_time(&self, known: Option<Read>) -> Result<Read, Error> {
        let was_away = known.as_ref().is_some_and(|known| known.is_away);
        if was_away && self.turn.try_lock().is_err() {
            return Err(self.hangs());
        }
        let file = self.clone();
        let looking = async move {
            let turn = Arc::clone(&file.turn).lock_owned().await;
            let looking = spawn_blocking(move || {
                let _turn = turn;
                file.look(known.as_ref())
            });
            looking.await
        };
        match timeout(PATIENCE, looking).await {
            Ok(Ok(looked)) => looked,
            Ok(Err(error)) => Err(self.says("cannot be read").with_source(error)),
            Err(_) => Err(self.hangs()),
        }
    }

    /// The token that was found, or else the last one that was read, where another is not wanted; that the file is away is
    /// told once.
    fn given(
        &self,
        found: Result<Read, Error>,
        reason: RenewalReason,
    ) -> Result<Token, AuthFailure> {
        let mut read = self.known();
        let last = read.clone().filter(|_| reason == RenewalReason::Ending);
        let found = match (found, last) {
            // The server may have sent another one for it meanwhile.
            (Ok(found), Some(last)) if found.state == last.state => Read {
                token: last.token,
                ..found
            },
            (Ok(found), _) => found,
            (Err(error), Some(last)) => {
                if !last.is_away {
                    tracing::warn!(%error, "the last token of the file is used until the wiki refuses it");
                }
                let is_away = true;
                Read { is_away, ..last }
            }
            (Err(error), None) => return Err(AuthFailure::passing(error)),
        };
        let token = Token::new(found.token.clone()).good_for(self.look_every);
        *read = Some(found);
        Ok(token)
    }

    /// Not to be held while the file is read: nobody is to wait for a file system who is told of a token.
    fn known(&self) -> MutexGuard<'_, Option<Read>> {
        self.read.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What the file holds; it is read only where it is not known in this state.
    fn look(&self, known: Option<&Read>) -> Result<Read, Error> {
        let metadata = fs::metadata(&self.path).map_err(|error| self.unreadable(error))?;
        let state = (metadata.modified().ok(), metadata.len());
        let token = match known.filter(|known| known.state == state) {
            Some(known) => known.token.clone(),
            None => self.read(&metadata)?,
        };
        Ok(Read {
            state,
            token,
            is_away: false,
        })
    }

    fn read(&self, metadata: &Metadata) -> Result<Secret, Error> {
        if is_open_to_others(metadata) {
            tracing::warn!(path = %self.path.display(), "everyone on this machine may read the token: chmod o-r");
        }
        let text = fs::read_to_string(&self.path).map_err(|error| self.unreadable(error))?;
        match text.trim() {
            // Its writer may be about to write.
            "" => Err(self.says("is empty")),
            token => Ok(Secret::from(token)),
        }
    }

    fn unreadable(&self, error: io::Error) -> Error {
        self.says("cannot be read").with_source(error)
    }

    fn hangs(&self) -> Error {
        self.says(&format!(
            "is not read within {PATIENCE:?}: its file system hangs"
        ))
    }

    fn says(&self, what: &str) -> Error {
        Error::settings(format!("the token file {} {what}", self.path.display()))
    }
}

impl Authenticator for TokenFile {
    fn token(&self, renewal: Renewal) -> Authenticating {
        let (file, reason) = (self.clone(), renewal.reason());
        Box::pin(async move {
            // Another token than the known one is wanted, where that was refused.
            let known = file.known().clone();
            let known = known.filter(|_| reason == RenewalReason::Ending);
            let found = file.look_in_time(known).await;
            file.given(found, reason)
        })
    }

    /// As long as the file is the same, this is its token.
    fn replaced(&self, token: &Secret, _: &Client) {
        if let Some(read) = &mut *self.known() {
            read.token = token.clone();
        }
    }
}

#[cfg(unix)]
fn is_open_to_others(metadata: &Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    metadata.permissions().mode() & 0o004 != 0
}

#[cfg(not(unix))]
fn is_open_to_others(_: &Metadata) -> bool {
    false
}
