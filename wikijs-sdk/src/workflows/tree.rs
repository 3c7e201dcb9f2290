//! Walks down the whole page tree.

use super::descent::{Opened, descend};
use crate::client::Client;
use crate::error::Error;
use crate::pages::{self, Pages};
use crate::stream::ItemStream;
use crate::types::{PageTreeItem, TreeItemId};

/// So many folders are asked for what lies in them in a request.
const BATCH: usize = 50;

impl Pages<'_> {
    /// Walks over the whole page tree of a locale, pages and folders, a level after another. Folders are asked for what
    /// lies in them in batches, two ahead.
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
        if batch_size == 0 {
            return ItemStream::none_at_a_time("iter_tree_by");
        }
        let (client, locale) = (self.tags().client().clone(), locale.into());
        descend(TreeItemId::from(0), batch_size, move |folders| {
            open(client.clone(), locale.clone(), folders)
        })
    }
}

/// What lies in these folders, and which of it are folders.
async fn open(
    client: Client,
    locale: String,
    folders: Vec<TreeItemId>,
) -> Opened<PageTreeItem, TreeItemId> {
    let below = folders
        .iter()
        .map(|id| pages::Tree::new().parent(*id).locale(&locale));
    let below = client.batch(below.collect::<Vec<_>>());
    let answers = match below.chunk_size(folders.len()).await {
        Ok(answers) => answers,
        Err(error) => return Opened::failed(error),
    };
    let items: Vec<_> = folders.into_iter().zip(answers).flat_map(items).collect();
    let is_folder = |item: &&PageTreeItem| item.is_folder;
    let folders = items.iter().flatten().filter(is_folder).map(|item| item.id);
    Opened {
        folders: folders.collect(),
        items,
    }
}

fn items(
    (folder, answer): (TreeItemId, Result<Vec<PageTreeItem>, Error>),
) -> Vec<Result<PageTreeItem, Error>> {
    match answer {
        Ok(items) => items.into_iter().map(Ok).collect(),
        Err(error) => vec![Err(error.about(format!("folder {folder} of the tree")))],
    }
}
