//! A piece of a body: bytes, or a part of a spooled file.

use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::sync::Arc;

use bytes::Bytes;
use tempfile::TempPath;

use crate::state::Blob;

// What of a file is in memory at a time.
const CHUNK: u64 = 64 << 10;

#[derive(Clone, Debug)]
pub(crate) enum Piece {
    Bytes(Bytes),
    File {
        path: Arc<TempPath>,
        from: u64,
        length: u64,
    },
}

impl Piece {
    /// The content of a stored file; none where it was dropped.
    pub(super) fn of(blob: &Blob) -> Option<Self> {
        if let Some(bytes) = blob.kept() {
            return Some(Piece::Bytes(bytes.clone()));
        }
        blob.spooled().map(|path| Piece::File {
            path: Arc::clone(path),
            from: 0,
            length: blob.len(),
        })
    }

    pub(super) fn len(&self) -> u64 {
        match self {
            Piece::Bytes(bytes) => bytes.len() as u64,
            Piece::File { length, .. } => *length,
        }
    }

    /// A part of it; what lies behind its end is left out.
    pub(super) fn slice(&self, from: u64, length: u64) -> Self {
        let from = from.min(self.len());
        let length = length.min(self.len() - from);
        match self {
            Piece::Bytes(bytes) => Piece::Bytes(bytes.slice(index(from)..index(from + length))),
            Piece::File {
                path, from: start, ..
            } => Piece::File {
                path: Arc::clone(path),
                from: start + from,
                length,
            },
        }
    }

    /// It in pieces of that size.
    pub(super) fn split(&self, size: u64) -> Vec<Self> {
        (0..self.len().div_ceil(size))
            .map(|number| self.slice(number * size, size))
            .collect()
    }

    /// All of its bytes.
    pub(super) fn bytes(&self) -> io::Result<Bytes> {
        match self {
            Piece::Bytes(bytes) => Ok(bytes.clone()),
            Piece::File { path, from, length } => {
                let mut file = File::open(path.as_ref())?;
                file.seek(SeekFrom::Start(*from))?;
                let mut out = Vec::new();
                file.take(*length).read_to_end(&mut out)?;
                Ok(out.into())
            }
        }
    }

    /// The bytes that are sent next, and what is left. Files are read where they are sent: a short read from a local
    /// disk, and with a paused clock nothing else may run meanwhile.
    pub(super) fn next(self) -> io::Result<(Bytes, Option<Self>)> {
        let Piece::File { length, .. } = &self else {
            return Ok((self.bytes()?, None));
        };
        let length = *length;
        let chunk = self.slice(0, CHUNK).bytes()?;
        if chunk.len() as u64 != length.min(CHUNK) {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        Ok((chunk, (length > CHUNK).then(|| self.slice(CHUNK, length))))
    }
}

impl<T: Into<Bytes>> From<T> for Piece {
    fn from(bytes: T) -> Self {
        Piece::Bytes(bytes.into())
    }
}

// Of bytes in memory: it fits.
fn index(at: u64) -> usize {
    usize::try_from(at).unwrap_or(usize::MAX)
}
