//! Search as people mean it: hits with the ids of the pages.

use std::collections::BTreeSet;

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
    /// The search or the look-up failed.
    pub async fn find(&self, query: impl Into<String>) -> Result<Vec<PageHit>, Error> {
        let found = self.search(query).await?;
        let results: Vec<PageSearchResult> = found.results.into_iter().collect();
        let tree = self.levels_of(&results).await?;
        let hits = results.into_iter().map(|result| PageHit {
            page_id: id_of(&tree, &result),
            result,
        });
        Ok(hits.collect())
    }

    /// The levels of the tree on which these pages stand: one look-up for each folder, by any page in it.
    async fn levels_of(&self, results: &[PageSearchResult]) -> Result<Vec<PageTreeItem>, Error> {
        let mut folders = BTreeSet::new();
        let mut parts = Vec::new();
        for hit in results {
            let folder = hit.path.rsplit_once('/').map_or("", |(folder, _)| folder);
            if folders.insert((&hit.locale, folder)) {
                parts.push(pages::Tree::new().path(&hit.path).locale(&hit.locale));
            }
        }
        let levels = self.tags().client().batch(parts).await?.into_result()?;
        Ok(levels.into_iter().flatten().collect())
    }
}

fn id_of(tree: &[PageTreeItem], hit: &PageSearchResult) -> Option<PageId> {
    let mut items = tree.iter();
    let item = items
        .find(|item| item.path == hit.path && item.locale == hit.locale && item.page_id.is_some());
    item?.page_id
}
