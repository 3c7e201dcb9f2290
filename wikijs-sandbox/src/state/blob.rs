//! The content of a file: kept in memory, spooled to disk, or digested and dropped.

use std::fs::File;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use base64::engine::general_purpose::STANDARD;
use base64::{DecodeError, Engine as _};
use bytes::{Bytes, BytesMut};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use tempfile::{Builder, TempPath};

/// What becomes of the content of uploaded files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Uploads {
    store: Store,
    most: Option<u64>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
enum Store {
    #[default]
    Memory,
    Disk(Option<PathBuf>),
    Nowhere,
}

impl Uploads {
    /// It is kept in memory: the way unless told otherwise.
    #[must_use]
    pub fn kept() -> Self {
        Self::default()
    }

    /// It goes to files in the system's folder for temporary ones, as it comes in; they go with the wiki.
    #[must_use]
    pub fn spooled() -> Self {
        Self {
            store: Store::Disk(None),
            most: None,
        }
    }

    /// It goes to files in that folder, as it comes in; they go with the wiki.
    #[must_use]
    pub fn spooled_in(folder: impl Into<PathBuf>) -> Self {
        Self {
            store: Store::Disk(Some(folder.into())),
            most: None,
        }
    }

    /// Its SHA-256 is taken as it comes in, and it is dropped. The file is listed with its size; a download says that
    /// the content is gone.
    #[must_use]
    pub fn digested() -> Self {
        Self {
            store: Store::Nowhere,
            most: None,
        }
    }

    /// Files may have so many bytes: the site's setting `uploadMaxFileSize`, 5 MiB unless set.
    #[must_use]
    pub fn up_to(mut self, bytes: u64) -> Self {
        self.most = Some(bytes);
        self
    }

    pub(crate) fn most(&self) -> Option<u64> {
        self.most
    }

    /// Begins to take a file in.
    pub(crate) fn begin(&self) -> io::Result<Incoming> {
        let place = match &self.store {
            Store::Memory => Place::Memory(BytesMut::new()),
            Store::Disk(folder) => Place::disk(folder.as_deref())?,
            Store::Nowhere => Place::Nowhere,
        };
        Ok(Incoming {
            place,
            size: 0,
            digest: Sha256::new(),
        })
    }

    /// Takes in what is in memory already.
    pub(crate) fn take(&self, bytes: &Bytes) -> io::Result<Blob> {
        if self.store == Store::Memory {
            return Ok(Blob::new(bytes.clone()));
        }
        let mut incoming = self.begin()?;
        incoming.write(bytes)?;
        Ok(incoming.finish())
    }
}

/// A file on its way in.
#[derive(Debug)]
pub(crate) struct Incoming {
    place: Place,
    size: u64,
    digest: Sha256,
}

#[derive(Debug)]
enum Place {
    Memory(BytesMut),
    Disk(File, TempPath),
    Nowhere,
}

impl Place {
    fn disk(folder: Option<&Path>) -> io::Result<Self> {
        let mut names = Builder::new();
        names.prefix("wikijs-sandbox-");
        let file = match folder {
            Some(folder) => names.tempfile_in(folder),
            None => names.tempfile(),
        }?;
        let (file, path) = file.into_parts();
        Ok(Place::Disk(file, path))
    }
}

impl Incoming {
    pub(crate) fn size(&self) -> u64 {
        self.size
    }

    pub(crate) fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.size += bytes.len() as u64;
        self.digest.update(bytes);
        match &mut self.place {
            Place::Memory(out) => out.extend_from_slice(bytes),
            Place::Disk(file, _) => file.write_all(bytes)?,
            Place::Nowhere => {}
        }
        Ok(())
    }

    pub(crate) fn finish(self) -> Blob {
        let content = match self.place {
            Place::Memory(bytes) => Content::Kept(bytes.freeze()),
            Place::Disk(_, path) => Content::Spooled(Arc::new(path)),
            Place::Nowhere => Content::Dropped,
        };
        Blob {
            size: self.size,
            digest: hex(&self.digest.finalize()),
            content,
        }
    }
}

/// The content of a stored file.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(into = "Saved", try_from = "Saved")]
pub(crate) struct Blob {
    size: u64,
    digest: String,
    content: Content,
}

#[derive(Clone, Debug)]
enum Content {
    Kept(Bytes),
    Spooled(Arc<TempPath>),
    Dropped,
}

impl Blob {
    /// Content that stays in memory.
    pub(crate) fn new(bytes: Bytes) -> Self {
        Self {
            size: bytes.len() as u64,
            digest: hex(&Sha256::digest(&bytes)),
            content: Content::Kept(bytes),
        }
    }

    pub(crate) fn len(&self) -> u64 {
        self.size
    }

    /// The SHA-256 in hexadecimal.
    pub(crate) fn digest(&self) -> &str {
        &self.digest
    }

    pub(crate) fn kept(&self) -> Option<&Bytes> {
        match &self.content {
            Content::Kept(bytes) => Some(bytes),
            _ => None,
        }
    }

    pub(crate) fn spooled(&self) -> Option<&Arc<TempPath>> {
        match &self.content {
            Content::Spooled(path) => Some(path),
            _ => None,
        }
    }

    /// All of it in memory; none where it was dropped, or the file is gone.
    pub(crate) fn read(&self) -> Option<Bytes> {
        match &self.content {
            Content::Kept(bytes) => Some(bytes.clone()),
            Content::Spooled(path) => std::fs::read(path.as_ref()).ok().map(Bytes::from),
            Content::Dropped => None,
        }
    }
}

/// Content as it is saved.
#[derive(Serialize, Deserialize)]
struct Saved {
    size: u64,
    sha256: String,
    base64: Option<String>,
}

impl From<Blob> for Saved {
    fn from(blob: Blob) -> Self {
        Self {
            base64: blob.read().map(|bytes| STANDARD.encode(bytes)),
            size: blob.size,
            sha256: blob.digest,
        }
    }
}

impl TryFrom<Saved> for Blob {
    type Error = DecodeError;

    fn try_from(saved: Saved) -> Result<Self, DecodeError> {
        Ok(match saved.base64 {
            Some(text) => Self::new(STANDARD.decode(text)?.into()),
            None => Self {
                size: saved.size,
                digest: saved.sha256,
                content: Content::Dropped,
            },
        })
    }
}

/// Bytes in hexadecimal.
pub(super) fn hex(bytes: &[u8]) -> String {
    let digit = |value: u8| char::from_digit(u32::from(value), 16).unwrap_or('0');
    bytes
        .iter()
        .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)])
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const DIGEST: &str = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

    #[test]
    fn content_stays_where_it_should() {
        let cases = [
            (Uploads::kept(), Some("hello")),
            (Uploads::spooled(), Some("hello")),
            (Uploads::digested(), None),
        ];
        for (uploads, expected) in cases {
            let mut incoming = uploads.begin().expect("a place");
            incoming.write(b"hel").expect("written");
            incoming.write(b"lo").expect("written");
            let blob = incoming.finish();
            assert_eq!((blob.len(), blob.digest()), (5, DIGEST));
            assert_eq!(blob.read().as_deref(), expected.map(str::as_bytes));
        }
    }

    #[test]
    fn a_spooled_file_goes_with_the_last_who_knows_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let count = || std::fs::read_dir(folder.path()).expect("a folder").count();
        let blob = Uploads::spooled_in(folder.path())
            .take(&Bytes::from_static(b"hello"))
            .expect("written");
        assert_eq!(count(), 1);
        drop(blob);
        assert_eq!(count(), 0);
    }
}
