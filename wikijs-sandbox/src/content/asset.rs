//! Files to begin with. They are stored under the names that an upload would have given them.

use bytes::Bytes;

use crate::http::keep;
use crate::resolvers::folder_slug;
use crate::state::{Upload, Wiki};

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

    pub(super) fn store(&self, wiki: &mut Wiki) -> Result<(), String> {
        let (folders, name) = self.path.rsplit_once('/').unwrap_or(("", &self.path));
        if name.is_empty() {
            return Err(format!("asset {:?}: a file needs a name", self.path));
        }
        let mut folder = 0;
        for part in folders.split('/').filter(|part| !part.is_empty()) {
            folder = wiki.assets.folder_in(folder, &folder_slug(part));
        }
        let upload = Upload {
            folder,
            filename: name.into(),
            mime: self.media.clone(),
            content: self.content.clone(),
            size: self.content.len(),
        };
        keep(wiki, upload);
        Ok(())
    }
}
