//! Walks down the whole page tree.

use futures_util::stream::{self, StreamExt};

use crate::client::Client;
use crate::error::Error;
use crate::pages::{self, Pages};
use crate::stream::ItemStream;
use crate::types::{PageTreeItem, TreeItemId};

/// So many folders are asked for what lies in them in a request.
const BATCH: usize = 50;

impl Pages<'_> {
    /// Walks over the whole page tree of a locale, pages and folders, a level after another.
    ///
    /// The server gives one level of one folder at a time, and the ids by which it is asked are given out anew by every
    /// create, move and delete: after one of those during the walk, items may come twice, in a wrong place or not at
    /// all. [`iter_all`](Self::iter_all) gives all paths as they were at one moment. A folder that cannot be read is an
    /// item that failed.
    pub fn iter_tree(&self, locale: impl Into<String>) -> ItemStream<PageTreeItem> {
        self.iter_tree_by(locale, BATCH)
    }

    /// The same as [`iter_tree`](Self::iter_tree) with so many folders in a request.
    pub fn iter_tree_by(
        &self,
        locale: impl Into<String>,
        batch_size: usize,
    ) -> ItemStream<PageTreeItem> {
        let (client, locale) = (self.tags().client().clone(), locale.into());
        let root = vec![TreeItemId::from(0)];
        let levels = stream::unfold(root, move |folders| {
            let (client, locale) = (client.clone(), locale.clone());
            async move { level(&client, &locale, folders, batch_size).await }
        });
        ItemStream::new(levels.flat_map(stream::iter))
    }
}

type Found = Vec<Result<PageTreeItem, Error>>;

/// What lies in these folders, and which of it are folders.
async fn level(
    client: &Client,
    locale: &str,
    folders: Vec<TreeItemId>,
    batch_size: usize,
) -> Option<(Found, Vec<TreeItemId>)> {
    if folders.is_empty() {
        return None;
    }
    let below = folders
        .into_iter()
        .map(|id| pages::Tree::new().parent(id).locale(locale));
    let below = client.batch(below.collect::<Vec<_>>());
    let answers = match below.chunk_size(batch_size).await {
        Ok(answers) => answers,
        Err(error) => return Some((vec![Err(error)], Vec::new())),
    };
    let found: Found = answers.into_iter().flat_map(items).collect();
    let is_folder = |item: &&PageTreeItem| item.is_folder;
    let next = found.iter().flatten().filter(is_folder).map(|item| item.id);
    let next = next.collect();
    Some((found, next))
}

fn items(answer: Result<Vec<PageTreeItem>, Error>) -> Found {
    match answer {
        Ok(items) => items.into_iter().map(Ok).collect(),
        Err(error) => vec![Err(error)],
    }
}
