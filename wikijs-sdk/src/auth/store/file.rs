//! A token in a file that its owner alone may read.

use std::ffi::OsStr;
use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Read, Write};
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

/// What the names of files end with that are about to take the place of the token's.
const NEW: &str = ".new";

/// Keeps a token in a file: one file for each identity on each wiki. (Those that share one by mistake never have each
/// other's token, but sign in each time.)
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

    fn save(&self, text: &Secret) -> Storing<()> {
        let (path, text) = (Arc::clone(&self.path), text.clone());
        Box::pin(async move { Ok(spawn_blocking(move || replace(&path, &text)).await??) })
    }

    fn name(&self) -> String {
        self.path.display().to_string()
    }

    fn lock(&self) -> Storing<StoreLock> {
        let (turns, path) = (Arc::clone(&self.turns), Arc::clone(&self.path));
        Box::pin(async move {
            let turn = turns.lock_owned().await;
            loop {
                let path = Arc::clone(&path);
                match spawn_blocking(move || enter(&path)).await?? {
                    Some(file) => return Ok(StoreLock::new((file, turn))),
                    None => sleep(PAUSE).await,
                }
            }
        })
    }
}

fn read(path: &Path) -> io::Result<Option<Secret>> {
    let mut file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    // Of the file that is read, whatever has its name by now.
    if is_open_to_others(&file.metadata()?) {
        return Err(told(path, "others may read it: chmod 600, or delete it"));
    }
    let mut text = String::new();
    file.read_to_string(&mut text)?;
    let text = text.trim();
    Ok((!text.is_empty()).then(|| Secret::from(text)))
}

/// Writes another file, and puts it in the place of this one.
fn replace(path: &Path, text: &Secret) -> io::Result<()> {
    static NUMBER: AtomicU64 = AtomicU64::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let new = beside(path, &format!(".{}-{number}{NEW}", process::id()));
    let written = write(&new, text).and_then(|()| fs::rename(&new, path));
    match written {
        Ok(()) => make_last(path),
        // What was not put in place is of no use to anyone.
        Err(_) => drop(fs::remove_file(&new)),
    }
    written
}

fn write(path: &Path, text: &Secret) -> io::Result<()> {
    let mut options = OpenOptions::new();
    // Never through a link that somebody put there.
    let mut file = for_owner(options.write(true).create_new(true)).open(path)?;
    writeln!(file, "{}", text.expose())?;
    file.sync_all()
}

/// Has the name in its folder outlast a crash of the machine, where the file system can do so.
fn make_last(path: &Path) {
    if let Ok(folder) = File::open(folder_of(path)) {
        let _ = folder.sync_all();
    }
}

/// Takes the lock, and clears away what a process left behind that ended while it wrote: nobody writes but under the lock.
fn enter(path: &Path) -> io::Result<Option<File>> {
    let lock = try_lock(&beside(path, ".lock"))?;
    if lock.is_some() {
        clear(path);
    }
    Ok(lock)
}

fn clear(path: &Path) {
    let entries = fs::read_dir(folder_of(path)).into_iter().flatten();
    for entry in entries.flatten() {
        if is_left_behind(&entry.file_name(), path) {
            // One that stays does no harm, and is tried again.
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Whether this is the name of a file that `replace` writes: that of the token with two numbers behind it, and a word, since
/// dates are numbers, too.
fn is_left_behind(name: &OsStr, path: &Path) -> bool {
    let end = name.to_str().zip(path.file_name().and_then(OsStr::to_str));
    let end = end.and_then(|(name, token)| name.strip_prefix(token)?.strip_prefix('.'));
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    end.and_then(|end| end.strip_suffix(NEW)?.split_once('-'))
        .is_some_and(|(process, number)| is_number(process) && is_number(number))
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    }
}

fn try_lock(path: &Path) -> io::Result<Option<File>> {
    if fs::symlink_metadata(path).is_ok_and(|found| found.is_symlink()) {
        return Err(told(path, "it is a link, and no lock of ours: delete it"));
    }
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
fn is_open_to_others(found: &Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    found.permissions().mode() & 0o077 != 0
}

/// Files of a user's own folder are that user's there.
#[cfg(not(unix))]
fn is_open_to_others(_: &Metadata) -> bool {
    false
}
