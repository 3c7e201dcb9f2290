//! Search as people mean it: hits with the ids of the pages.

use std::collections::{BTreeMap, HashMap};

use crate::error::Error;
use crate::pages::{self, Pages};
use crate::types::{PageId, PageSearchResult, PageTreeItem};

/// A hit of a search, and the page that it is.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct PageHit {
    /// The id of the page; `None` where no page that the caller may read is at this place (any more).
    pub page_id: Option<PageId>,
    /// What the search engine says of it. Its own `id` is the page's with some engines only.
    pub result: PageSearchResult,
}

impl Pages<'_> {
    /// Searches pages, and looks up what their ids are.
    ///
    /// The ids in the server's own answer are the pages' with the engine `db` only; with `postgres` they number the
    /// rows of its index. So the places of the hits are looked up in the page tree, one request for up to fifty
    /// folders. What the text is compared with is up to the engine, and
    /// [`engine_in_use`](crate::search::Search::engine_in_use) tells which it is and what it leaves out;
    /// [`grep`](Self::grep) reads all contents and needs none.
    ///
    /// # Errors
    ///
    /// The search or a look-up failed. [`iter_hits`](Self::iter_hits) gives the other hits all the same.
    pub async fn find(&self, query: impl Into<String>) -> Result<Vec<PageHit>, Error> {
        self.hits(query.into()).await?.into_iter().collect()
    }

    /// The hits, in the server's order; those in a folder that could not be looked up with the reason for that.
    pub(super) async fn hits(&self, query: String) -> Result<Vec<Result<PageHit, Error>>, Error> {
        let found = self.search(query).await?;
        let results: Vec<PageSearchResult> = found.results.into_iter().collect();
        let folders = self.folders_of(&results).await?;
        let hit = |result: PageSearchResult| {
            let page_id = match folders.get(&folder_of(&result)) {
                Some(Ok(pages)) => pages.get(&result.path).copied(),
                Some(Err(error)) => return Err(error.copy()),
                None => None,
            };
            Ok(PageHit { page_id, result })
        };
        Ok(results.into_iter().map(hit).collect())
    }

    /// The pages of the folders in which these pages stand: one look-up for each folder, by any page in it.
    async fn folders_of(
        &self,
        results: &[PageSearchResult],
    ) -> Result<HashMap<Folder, Result<PagesByPath, Error>>, Error> {
        let mut folders = BTreeMap::new();
        for hit in results {
            folders
                .entry(folder_of(hit))
                .or_insert_with(|| pages::Tree::new().path(&hit.path).locale(&hit.locale));
        }
        let (folders, parts): (Vec<_>, Vec<_>) = folders.into_iter().unzip();
        let levels = self.tags().client().batch(parts).await?;
        let by_path = levels.into_iter().map(|level| level.map(by_path));
        Ok(folders.into_iter().zip(by_path).collect())
    }
}

/// A locale, and a path in it.
type Folder = (String, String);

type PagesByPath = HashMap<String, PageId>;

fn folder_of(hit: &PageSearchResult) -> Folder {
    let folder = hit.path.rsplit_once('/').map_or("", |(folder, _)| folder);
    (hit.locale.clone(), folder.to_owned())
}

fn by_path(level: Vec<PageTreeItem>) -> PagesByPath {
    let pages = level.into_iter();
    pages
        .filter_map(|item| Some((item.path, item.page_id?)))
        .collect()
}
