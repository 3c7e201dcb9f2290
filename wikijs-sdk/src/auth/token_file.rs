//! The token of a file that somebody else may write anew.

use std::fs::{self, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use tokio::task::spawn_blocking;
use wikijs_wire::Secret;

use crate::client::{AuthFailure, Authenticating, Authenticator, Client, Renewal, Token};
use crate::error::Error;
use crate::layers::lower::auth::RenewalReason;

/// Takes the token from a file, and takes notice when the file changes: as one that an agent renews, or a secret that an
/// orchestrator mounts.
///
/// The file is looked at once in a while, and read where its time or its size changed, or the server refused the token.
/// White space around the token is no part of it. While the file cannot be read, as where a network file system is away for
/// a moment, the last token is used until the server refuses it; the log tells.
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
        }
    }

    /// How long the token is used without a look at the file; a second by default, and ten milliseconds at least.
    pub fn look_every(mut self, span: Duration) -> Self {
        self.look_every = span;
        self
    }

    /// The token, and what there is to be told of the file, once, where it is the last one that was read.
    fn token(&self, reason: RenewalReason) -> Result<(Token, Option<Error>), AuthFailure> {
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        // Another token than the known one is wanted, where that was refused.
        let known = read.clone().filter(|_| reason == RenewalReason::Ending);
        let (found, trouble) = match (self.look(known.as_ref()), known) {
            (Ok(found), _) => (found, None),
            (Err(error), Some(known)) => {
                let trouble = (!known.is_away).then_some(error);
                let is_away = true;
                (Read { is_away, ..known }, trouble)
            }
            (Err(error), None) => return Err(AuthFailure::passing(error)),
        };
        let token = Token::new(found.token.clone()).good_for(self.look_every);
        *read = Some(found);
        Ok((token, trouble))
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

    fn says(&self, what: &str) -> Error {
        Error::settings(format!("the token file {} {what}", self.path.display()))
    }
}

impl Authenticator for TokenFile {
    fn token(&self, renewal: Renewal) -> Authenticating {
        let (file, reason) = (self.clone(), renewal.reason());
        Box::pin(async move {
            let (token, trouble) = spawn_blocking(move || file.token(reason)).await??;
            if let Some(error) = trouble {
                tracing::warn!(%error, "the last token of the file is used until the wiki refuses it");
            }
            Ok(token)
        })
    }

    /// As long as the file is the same, this is its token.
    fn replaced(&self, token: &Secret, _: &Client) {
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(read) = &mut *read {
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
