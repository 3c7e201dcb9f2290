//! A token in a file that its owner alone may read.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use fs4::{FileExt, TryLockError};
use tokio::sync::Mutex;
use tokio::task::spawn_blocking;
use tokio::time::sleep;
use wikijs_wire::Secret;

use super::{StoreLock, Storing, TokenStore};

/// Between two tries for the lock.
const PAUSE: Duration = Duration::from_millis(25);

/// Keeps a token in a file: one file for each identity on each wiki.
///
/// It is made for its owner only (mode 0600) and replaced as a whole, so that nobody ever reads half of one. One that others
/// may read is not read. A lock on a second file beside it (with `.lock` behind its name) keeps two processes from renewing
/// the token at the same time; on network file systems locks reach as far as those take them.
///
/// The token is not encrypted: who may read the owner's files may use it until it ends.
#[derive(Debug, Clone)]
pub struct FileStore {
    path: Arc<Path>,
    /// Those of this process wait here, so that one of them at a time tries for the file.
    turns: Arc<Mutex<()>>,
}

impl FileStore {
    /// Keeps the token in this file, which is made where it is missing. Nothing is read or written yet.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self {
            path: path.into().into(),
            turns: Arc::default(),
        }
    }
}

impl TokenStore for FileStore {
    fn load(&self) -> Storing<Option<Secret>> {
        let path = Arc::clone(&self.path);
        Box::pin(async move { Ok(spawn_blocking(move || read(&path)).await??) })
    }

    fn save(&self, token: &Secret) -> Storing<()> {
        let (path, token) = (Arc::clone(&self.path), token.clone());
        Box::pin(async move { Ok(spawn_blocking(move || replace(&path, &token)).await??) })
    }

    fn lock(&self) -> Storing<StoreLock> {
        let (turns, path) = (Arc::clone(&self.turns), beside(&self.path, ".lock"));
        Box::pin(async move {
            let turn = turns.lock_owned().await;
            loop {
                let path = path.clone();
                match spawn_blocking(move || try_lock(&path)).await?? {
                    Some(file) => return Ok(StoreLock::new((file, turn))),
                    None => sleep(PAUSE).await,
                }
            }
        })
    }
}

fn read(path: &Path) -> io::Result<Option<Secret>> {
    let text = match is_open_to_others(path) {
        Ok(false) => fs::read_to_string(path)?,
        Ok(true) => return Err(told(path, "others may read it: chmod 600, or delete it")),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    let token = text.trim();
    Ok((!token.is_empty()).then(|| Secret::from(token)))
}

/// Writes another file, and puts it in the place of this one.
fn replace(path: &Path, token: &Secret) -> io::Result<()> {
    static NUMBER: AtomicU64 = AtomicU64::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let new = beside(path, &format!(".{}-{number}", process::id()));
    let written = write(&new, token).and_then(|()| fs::rename(&new, path));
    if written.is_err() {
        // What was not put in place is of no use to anyone.
        let _ = fs::remove_file(&new);
    }
    written
}

fn write(path: &Path, token: &Secret) -> io::Result<()> {
    let mut options = OpenOptions::new();
    // Never through a link that somebody put there.
    let mut file = for_owner(options.write(true).create_new(true)).open(path)?;
    writeln!(file, "{}", token.expose())?;
    file.sync_all()
}

fn try_lock(path: &Path) -> io::Result<Option<File>> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    let file = for_owner(&mut options).open(path)?;
    match FileExt::try_lock(&file) {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

/// The file of the same name with this behind it.
fn beside(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    name.into()
}

fn told(path: &Path, what: &str) -> io::Error {
    io::Error::other(format!("{}: {what}", path.display()))
}

#[cfg(unix)]
fn for_owner(options: &mut OpenOptions) -> &mut OpenOptions {
    use std::os::unix::fs::OpenOptionsExt as _;
    options.mode(0o600)
}

#[cfg(not(unix))]
fn for_owner(options: &mut OpenOptions) -> &mut OpenOptions {
    options
}

#[cfg(unix)]
fn is_open_to_others(path: &Path) -> io::Result<bool> {
    use std::os::unix::fs::PermissionsExt as _;
    Ok(fs::metadata(path)?.permissions().mode() & 0o077 != 0)
}

/// Files of a user's own folder are that user's there.
#[cfg(not(unix))]
fn is_open_to_others(path: &Path) -> io::Result<bool> {
    fs::metadata(path).map(|_| false)
}
