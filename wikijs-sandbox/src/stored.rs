//! What is in a wiki, for tests to look at.

use bytes::Bytes;

use crate::state::{Asset, Blob, Page, Wiki};

/// A page as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct StoredPage {
    /// Its id.
    pub id: i64,
    /// Its path, without the locale.
    pub path: String,
    /// Its locale.
    pub locale: String,
    /// Its title.
    pub title: String,
    /// Its description.
    pub description: String,
    /// Its source.
    pub content: String,
    /// The editor it was written with.
    pub editor: String,
    /// Its tags, in the order they were put on.
    pub tags: Vec<String>,
    /// Whether readers see it.
    pub is_published: bool,
}

impl StoredPage {
    pub(crate) fn of(wiki: &Wiki, page: &Page) -> Self {
        Self {
            id: page.id,
            path: page.path.clone(),
            locale: page.locale.clone(),
            title: page.title.clone(),
            description: page.description.clone(),
            content: page.content.clone(),
            editor: page.editor.clone(),
            tags: wiki.tag_texts(page),
            is_published: page.is_published,
        }
    }
}

/// An uploaded file as it is stored.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct StoredAsset {
    /// Its id.
    pub id: i64,
    /// Its path with its folders, as it is downloaded by.
    pub path: String,
    /// Its media type.
    pub media: String,
    /// Its size in bytes as it is stored.
    pub size: u64,
    /// The SHA-256 of its content, in hexadecimal.
    pub sha256: String,
    content: Blob,
}

impl StoredAsset {
    pub(crate) fn of(wiki: &Wiki, asset: &Asset) -> Self {
        Self {
            id: asset.id,
            path: wiki.assets.path(asset),
            media: asset.mime.clone(),
            size: asset.content.len(),
            sha256: asset.content.digest().into(),
            content: asset.content.clone(),
        }
    }

    /// Its content; none where it was digested and dropped.
    #[must_use]
    pub fn content(&self) -> Option<Bytes> {
        self.content.read()
    }
}
