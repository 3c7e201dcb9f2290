//! A gate for all processes of a machine: a lock on a file, and in the file a mark while a write may be under way.
//!
//! The system gives the lock up when its holder ends, however it ends; the server may be writing then. So the holder
//! leaves a mark that is wiped off only when the server is known to be done: whoever finds it waits.
//!
//! Who wants the lock first takes that of a second file, beside the first, and lets go of it once it has both: so who had
//! a turn and wants another stands behind who waits already. The system gives up this one, too, when its holder ends; one
//! that was stopped, and takes no turn though it could, is passed over.

use std::ffi::OsString;
use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use fs4::{FileExt, TryLockError};
use tokio::sync::{Mutex, OwnedMutexGuard};
use tokio::task::spawn_blocking;
use tokio::time::{Instant, sleep};

use super::gate::{Acquiring, Wanted, WriteGate};
use crate::call::{Lease, Permit};
use crate::connector::BoxError;

/// Between two tries of who is next for the lock.
const PAUSE: Duration = Duration::from_millis(10);

/// Between two tries to be next: the longer somebody waits, the more often.
const LONGEST_PAUSE: Duration = Duration::from_millis(50);
const SHORTEST_PAUSE: Duration = Duration::from_millis(5);

/// Who is next and leaves the lock alone for so long, though it is free, was stopped: whether it is so is looked at so often.
const PATIENCE: Duration = Duration::from_secs(2);
const LOOK: Duration = Duration::from_millis(250);

/// What follows the number in a mark: a file that says something else is not ours.
const MARK: &str = " ms: a write is under way";

/// A gate for all clients of all processes of this machine that name the same file: one file for each wiki.
///
/// Within a process permits are given in the order in which they were asked for. Between processes one that wants to
/// write again stands behind those that wait already, and those come about in the order in which they came. A process
/// that ended in the middle of a write leaves the gate shut for as long as the server may go on writing.
///
/// Beside the file a second one is made, of the same name with `.next` behind it: who is next has that. Both stay where
/// they are; name a file that is for nothing else. On network file systems locks reach as far as those take them.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use wikijs_sdk::{Client, LockFileGate};
///
/// let file = std::env::temp_dir().join("wiki.example.org.lock");
/// let client = Client::builder("https://wiki.example.org")
///     .write_gate(LockFileGate::open(&file)?)
///     .build()?;
/// # drop(client); std::fs::remove_file(file)?; Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct LockFileGate {
    path: Arc<Path>,
    /// Those of this process wait here, so that one of them at a time tries for the file.
    turns: Arc<Mutex<()>>,
}

impl LockFileGate {
    /// A gate over this file, which is made where it is missing.
    ///
    /// # Errors
    ///
    /// The file, or the one beside it, cannot be opened for writing, or holds what no gate wrote: it is left as it is.
    pub fn open(path: impl Into<PathBuf>) -> io::Result<Self> {
        let path: Arc<Path> = path.into().into();
        try_lock(&path).and_then(|_| open(&next_to(&path)))?;
        Ok(Self {
            path,
            turns: Arc::default(),
        })
    }
}

impl WriteGate for LockFileGate {
    fn acquire(&self, wanted: Wanted) -> Acquiring {
        let (path, turns) = (Arc::clone(&self.path), Arc::clone(&self.turns));
        Box::pin(async move {
            let turn = turns.lock_owned().await;
            let locked = lock(path).await?;
            let mut marked = mark(locked, wanted.quarantine).await?;
            let file = marked.0.take();
            Ok(Permit::leased(Locked { file, _turn: turn }))
        })
    }
}

/// The lock, held.
struct Locked {
    /// Taken from who marked it.
    file: Option<File>,
    _turn: OwnedMutexGuard<()>,
}

impl Lease for Locked {
    fn release(self: Box<Self>) {
        drop(Marked(self.file));
    }
}

/// A file with a mark that means nothing: it is wiped off.
struct Marked(Option<File>);

impl Drop for Marked {
    fn drop(&mut self) {
        if let Some(file) = &self.0 {
            // One that cannot be wiped off makes the next one wait, and no more.
            let _ = file.set_len(0);
        }
    }
}

/// The file that is locked by who is next for the lock on this one.
fn next_to(path: &Path) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(".next");
    name.into()
}

fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    let opened = options.open(path);
    opened.map_err(|error| trouble("be opened for writing", path, error))
}

/// What could not be done, with which file, what came of it, and what helps.
fn trouble(what: &str, path: &Path, error: io::Error) -> io::Error {
    let help = match error.kind() {
        io::ErrorKind::NotFound => "; make its folder first",
        io::ErrorKind::IsADirectory => "; name a file, not a folder",
        io::ErrorKind::PermissionDenied => "; let the user of this process read and write it",
        _ => "",
    };
    let text = format!(
        "the lock file `{}` of the write gate cannot {what}: {error}{help}",
        path.display()
    );
    io::Error::new(error.kind(), text)
}

/// Waits for the lock, and while the last holder's write may be under way.
async fn lock(path: Arc<Path>) -> Result<File, BoxError> {
    let (file, rest) = turn(&path).await?;
    if let Some(rest) = rest {
        let path = path.display();
        tracing::info!(%path, ?rest, "a process ended in the middle of a write: the write gate stays shut");
        sleep(rest).await;
    }
    Ok(file)
}

/// The file, locked, and for how long the mark in it says to wait.
type Found = (File, Option<Duration>);

/// Waits to be next, and then for the lock.
async fn turn(path: &Arc<Path>) -> Result<Found, BoxError> {
    let next: Arc<Path> = next_to(path).into();
    let began = Instant::now();
    let (mut looked, mut free_since) = (began, None);
    let _next = loop {
        if let Some(next) = blocking(&next, try_lock_alone).await? {
            break next;
        }
        if looked.elapsed() >= LOOK {
            looked = Instant::now();
            let found = blocking(path, try_lock).await?;
            let since = *free_since.get_or_insert(looked);
            match found {
                Some(found) if since + PATIENCE <= looked => return Ok(found),
                Some(_) => {}
                None => free_since = None,
            }
        }
        sleep(pause(began.elapsed())).await;
    };
    loop {
        match blocking(path, try_lock).await? {
            Some(found) => return Ok(found),
            None => sleep(PAUSE).await,
        }
    }
}

/// How long to wait before the next try to be next, after so long.
fn pause(waited: Duration) -> Duration {
    let pause = LONGEST_PAUSE.div_f64(1.0 + waited.as_secs_f64());
    pause.max(SHORTEST_PAUSE)
}

/// Where it is allowed to take a while. What comes of it when nobody waits any more is dropped, and with it the lock.
async fn blocking<T: Send + 'static>(
    path: &Arc<Path>,
    of: fn(&Path) -> io::Result<T>,
) -> Result<T, BoxError> {
    let path = Arc::clone(path);
    Ok(spawn_blocking(move || of(&path)).await??)
}

/// The file, locked; `None` where another holds the lock.
///
/// It is opened anew each time: locks belong to the opening, and the file may have been replaced.
fn try_lock_alone(path: &Path) -> io::Result<Option<File>> {
    let file = open(path)?;
    match FileExt::try_lock(&file) {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(trouble("be locked", path, error)),
    }
}

/// The same of the file that marks are in, with what its mark says.
fn try_lock(path: &Path) -> io::Result<Option<Found>> {
    let Some(mut file) = try_lock_alone(path)? else {
        return Ok(None);
    };
    let mut begin = Vec::new();
    let read = Read::by_ref(&mut file).take(64).read_to_end(&mut begin);
    read.map_err(|error| trouble("be read", path, error))?;
    match marked(&begin) {
        Ok(rest) => Ok(Some((file, rest))),
        Err(why) => {
            let error = io::Error::new(io::ErrorKind::InvalidData, why);
            Err(trouble("be used, and was left as it is", path, error))
        }
    }
}

/// What a mark says: its first word is a number of milliseconds.
///
/// # Errors
///
/// It is no mark.
fn marked(begin: &[u8]) -> Result<Option<Duration>, &'static str> {
    const OTHER: &str = "it holds something that no write gate wrote; name another file, or \
        delete it if nobody needs it";
    let text = str::from_utf8(begin).map_err(|_| OTHER)?;
    if text.is_empty() {
        return Ok(None);
    }
    let (millis, _) = text.split_once(MARK).ok_or(OTHER)?;
    let millis = millis.parse().map_err(|_| OTHER)?;
    Ok(Some(Duration::from_millis(millis)))
}

async fn mark(mut file: File, quarantine: Duration) -> Result<Marked, BoxError> {
    let marked = spawn_blocking(move || {
        file.set_len(0)?;
        file.rewind()?;
        let millis = u64::try_from(quarantine.as_millis()).unwrap_or(u64::MAX);
        let mark = format!(
            "{millis}{MARK}, and the server may go on for so long if its process ends now\n"
        );
        file.write_all(mark.as_bytes())?;
        io::Result::Ok(Marked(Some(file)))
    });
    Ok(marked.await??)
}

#[cfg(test)]
mod tests {
    use tokio::time::timeout;

    use super::*;

    #[test]
    fn a_mark_says_how_long_to_wait_and_what_is_none_is_refused() {
        for (text, expected) in [
            ("", Ok(None)),
            ("12500 ms: a write is under way, and so", Ok(Some(12_500))),
            ("12500", Err(())),
            ("12500 ms", Err(())),
            ("2026 notes", Err(())),
            ("ms: a write is under way", Err(())),
            ("\n", Err(())),
            ("my important notes\n", Err(())),
        ] {
            let found = marked(text.as_bytes()).map_err(|_| ());
            let expected = expected.map(|millis| millis.map(Duration::from_millis));
            assert_eq!(found, expected, "{text:?}");
        }
        assert!(marked(&[0xff]).is_err());
    }

    #[tokio::test(start_paused = true)]
    async fn who_is_next_and_was_stopped_is_passed_over() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("wiki.lock");
        let (one, two) = [(); 2].map(|()| LockFileGate::open(&file).unwrap()).into();
        let stopped = try_lock_alone(&next_to(&file)).unwrap();
        assert!(stopped.is_some());
        let wanted = Wanted::new(Duration::from_secs(60), Duration::ZERO);
        for gate in [one, two] {
            let began = Instant::now();
            let turn = timeout(Duration::from_secs(60), gate.acquire(wanted)).await;
            assert!(turn.unwrap().is_ok());
            assert!(began.elapsed() >= PATIENCE, "it may be about to take it");
        }
    }
}
