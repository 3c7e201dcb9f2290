//! Files to begin with. They are stored under the names that an upload would have given them.

use std::io;

use bytes::Bytes;

use crate::http::keep;
use crate::resolvers::folder_slug;
use crate::state::{Blob, Upload, Uploads, Wiki};

/// A file to begin with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeedAsset {
    path: String,
    media: String,
    content: Bytes,
}

impl SeedAsset {
    /// A file by its path, its media type and its bytes. Folders on the way are made; names become those that an upload
    /// gives: in lower case, with `_` for blanks.
    #[must_use]
    pub fn new(
        path: impl Into<String>,
        media: impl Into<String>,
        content: impl Into<Bytes>,
    ) -> Self {
        Self {
            path: path.into(),
            media: media.into(),
            content: content.into(),
        }
    }

    pub(super) fn path(&self) -> &str {
        &self.path
    }

    // What is looked through for scripts is kept until then.
    fn blob(&self, uploads: &Uploads) -> io::Result<Blob> {
        match self.media == "image/svg+xml" {
            true => Ok(Blob::new(self.content.clone())),
            false => uploads.take(&self.content),
        }
    }

    pub(super) fn store(&self, wiki: &mut Wiki, uploads: &Uploads) -> Result<(), String> {
        let (folders, name) = self.path.rsplit_once('/').unwrap_or(("", &self.path));
        if name.is_empty() {
            return Err(format!("asset {:?}: a file needs a name", self.path));
        }
        let unkept = |error: io::Error| format!("asset {:?}: {error}", self.path);
        let mut folder = 0;
        for part in folders.split('/').filter(|part| !part.is_empty()) {
            folder = wiki.assets.folder_in(folder, &folder_slug(part));
        }
        let upload = Upload {
            folder,
            filename: name.into(),
            mime: self.media.clone(),
            content: self.blob(uploads).map_err(unkept)?,
            size: self.content.len() as u64,
        };
        keep(wiki, uploads, upload).map_err(unkept)
    }
}
