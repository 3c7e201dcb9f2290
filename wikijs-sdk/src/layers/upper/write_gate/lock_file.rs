//! A gate for all processes of a machine: a lock on a file, and in the file a mark while a write may be under way.
//!
//! The system gives the lock up when its holder ends, however it ends; the server may be writing then. So the holder
//! leaves a mark that is wiped off only when the server is known to be done: whoever finds it waits.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use fs4::{FileExt, TryLockError};
use tokio::sync::{Mutex, OwnedMutexGuard};
use tokio::task::spawn_blocking;
use tokio::time::sleep;

use super::QUARANTINE;
use super::gate::{Acquiring, Wanted, WriteGate};
use crate::call::{Lease, Permit};
use crate::connector::BoxError;

/// Between two tries for the lock.
const PAUSE: Duration = Duration::from_millis(25);

/// A gate for all clients of all processes of this machine that name the same file: one file for each wiki.
///
/// Within a process permits are given in the order in which they were asked for, between processes in no order. A
/// process that ended in the middle of a write leaves the gate shut for as long as the server may go on writing. The
/// file stays where it is; on network file systems locks reach as far as those take them.
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
    /// The file cannot be opened for writing.
    pub fn open(path: impl Into<PathBuf>) -> io::Result<Self> {
        let path: Arc<Path> = path.into().into();
        open(&path)?;
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
            let file = mark(locked, wanted.quarantine).await?;
            Ok(Permit::leased(Locked { file, _turn: turn }))
        })
    }
}

/// The lock, held.
struct Locked {
    file: File,
    _turn: OwnedMutexGuard<()>,
}

impl Lease for Locked {
    fn release(self: Box<Self>) {
        // A mark that cannot be wiped off makes the next one wait, and no more.
        let _ = self.file.set_len(0);
    }
}

fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    options.open(path)
}

/// Tries until the lock is had, and waits while the last holder's write may be under way.
async fn lock(path: Arc<Path>) -> Result<File, BoxError> {
    loop {
        let path = Arc::clone(&path);
        match spawn_blocking(move || try_lock(&path)).await?? {
            Some((file, None)) => return Ok(file),
            Some((file, Some(rest))) => {
                sleep(rest).await;
                return Ok(file);
            }
            None => sleep(PAUSE).await,
        }
    }
}

/// The file, locked, and for how long the mark in it says to wait; `None` where another holds the lock.
///
/// It is opened anew each time: locks belong to the opening, and the file may have been replaced.
fn try_lock(path: &Path) -> io::Result<Option<(File, Option<Duration>)>> {
    let mut file = open(path)?;
    match FileExt::try_lock(&file) {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => return Ok(None),
        Err(TryLockError::Error(error)) => return Err(error),
    }
    let mut text = String::new();
    file.read_to_string(&mut text)?;
    Ok(Some((file, marked(&text))))
}

/// What a mark says: its first word is a number of milliseconds.
fn marked(text: &str) -> Option<Duration> {
    let word = text.split_whitespace().next()?;
    Some(word.parse().map_or(QUARANTINE, Duration::from_millis))
}

async fn mark(mut file: File, quarantine: Duration) -> Result<File, BoxError> {
    let marked = spawn_blocking(move || {
        file.set_len(0)?;
        file.rewind()?;
        let millis = quarantine.as_millis();
        writeln!(
            file,
            "{millis} ms: a write is under way, and the server may go on for so long if its process ends now"
        )?;
        io::Result::Ok(file)
    });
    Ok(marked.await??)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_says_how_long_to_wait() {
        for (text, expected) in [
            ("", None),
            ("\n", None),
            ("12500 ms: a write", Some(12_500)),
            ("garbage", Some(10_000)),
        ] {
            assert_eq!(
                marked(text),
                expected.map(Duration::from_millis),
                "{text:?}"
            );
        }
    }
}
