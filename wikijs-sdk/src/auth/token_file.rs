//! The token of a file that somebody else may write anew.

use std::fs::{self, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use tokio::task::spawn_blocking;
use wikijs_wire::Secret;

use crate::client::{AuthFailure, Authenticating, Authenticator, Renewal, Token};
use crate::error::Error;
use crate::layers::lower::auth::RenewalReason;

/// Takes the token from a file, and takes notice when the file changes: as one that an agent renews, or a secret that an
/// orchestrator mounts.
///
/// The file is looked at once in a while, and read where its time or its size changed, or the server refused the token.
/// White space around the token is no part of it.
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

    fn token(&self, reason: RenewalReason) -> Result<Token, AuthFailure> {
        let metadata = fs::metadata(&self.path).map_err(|error| self.unreadable(error))?;
        let state = (metadata.modified().ok(), metadata.len());
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        let known = read
            .as_ref()
            .filter(|known| known.state == state && reason == RenewalReason::Ending);
        let token = match known {
            Some(known) => known.token.clone(),
            None => self.read(&metadata)?,
        };
        *read = Some(Read {
            state,
            token: token.clone(),
        });
        Ok(Token::new(token).good_for(self.look_every))
    }

    fn read(&self, metadata: &Metadata) -> Result<Secret, AuthFailure> {
        if is_open_to_others(metadata) {
            tracing::warn!(path = %self.path.display(), "everyone on this machine may read the token: chmod o-r");
        }
        let text = fs::read_to_string(&self.path).map_err(|error| self.unreadable(error))?;
        match text.trim() {
            // Its writer may be about to write.
            "" => Err(self.says("is empty", None)),
            token => Ok(Secret::from(token)),
        }
    }

    fn unreadable(&self, error: io::Error) -> AuthFailure {
        self.says("cannot be read", Some(error))
    }

    fn says(&self, what: &str, source: Option<io::Error>) -> AuthFailure {
        let error = Error::settings(format!("the token file {} {what}", self.path.display()));
        AuthFailure::passing(match source {
            Some(source) => error.with_source(source),
            None => error,
        })
    }
}

impl Authenticator for TokenFile {
    fn token(&self, renewal: Renewal) -> Authenticating {
        let (file, reason) = (self.clone(), renewal.reason());
        Box::pin(async move { spawn_blocking(move || file.token(reason)).await? })
    }

    /// As long as the file is the same, this is its token.
    fn replaced(&self, token: &Secret) {
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
