//! Walks over all there is of something, as streams with the same name in every namespace.

use futures_util::Stream;
use futures_util::stream::{self, StreamExt};

use super::descent::{Opened, descend};
use crate::assets::{self, Assets};
use crate::client::Client;
use crate::comments::Comments;
use crate::error::Error;
use crate::groups::Groups;
use crate::pages::{self, Pages};
use crate::stream::ItemStream;
use crate::types::{
    AssetFolderId, AssetItem, CommentPost, GroupMinimal, Page, PageHistory, PageId, PageLinkItem,
    PageListItem, PageTag, UserMinimal,
};
use crate::users::Users;
use crate::workflows::PageHit;

/// Contents are read so many pages at a time, unless another number is asked for.
const BATCH: usize = 50;

/// So many batches are read ahead of the one that is being looked at.
const AHEAD: usize = 2;

/// Entries of a history that are asked for at a time.
const ENTRIES: usize = 100;

impl Pages<'_> {
    /// Walks over all pages, published or not, without their contents.
    ///
    /// One request is sent, and the items are read while the answer arrives: the list is as it was at one moment. What
    /// [`list`](Self::list) filters and sorts is had from its setters and `stream`; for anything else, and for a limit,
    /// the stream has [`matching`](ItemStream::matching) and [`limit`](ItemStream::limit).
    pub fn iter_all(&self) -> ItemStream<PageListItem> {
        self.list().stream()
    }

    /// Walks over all pages with their contents, in the order of the list.
    ///
    /// The list is asked for once; the pages are read in batches of fifty, two ahead. A page that cannot be read
    /// (deleted meanwhile, or the caller may not) is an item that failed; a refusal that holds for all (the key was revoked,
    /// the API is switched off) is the last item. Pages made during the walk are not in it.
    /// [`iter_contents_of`](Self::iter_contents_of) reads some of the pages.
    pub fn iter_contents(&self) -> ItemStream<Page> {
        self.iter_contents_by(BATCH)
    }

    /// The same as [`iter_contents`](Self::iter_contents) with so many pages in a request.
    pub fn iter_contents_by(&self, batch_size: usize) -> ItemStream<Page> {
        if batch_size == 0 {
            return ItemStream::none_at_a_time("iter_contents_by");
        }
        self.iter_contents_of_by(self.iter_all(), batch_size)
    }

    /// Walks over these listed pages with their contents, in their order: the same as
    /// [`iter_contents`](Self::iter_contents) for some of the pages. What is not wanted is left out of the list, and no
    /// request is sent for it.
    ///
    /// ```
    /// # async fn run(client: wikijs_sdk::Client) -> Result<(), wikijs_sdk::Error> {
    /// let plans = client.pages().iter_all().matching(|page| page.path.starts_with("plans/"));
    /// let mut contents = client.pages().iter_contents_of(plans);
    /// while let Some(page) = contents.next().await {
    ///     println!("{}", page?.content);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn iter_contents_of(
        &self,
        listed: impl Stream<Item = Result<PageListItem, Error>> + Send + 'static,
    ) -> ItemStream<Page> {
        self.iter_contents_of_by(listed, BATCH)
    }

    /// The same as [`iter_contents_of`](Self::iter_contents_of) with so many pages in a request.
    pub fn iter_contents_of_by(
        &self,
        listed: impl Stream<Item = Result<PageListItem, Error>> + Send + 'static,
        batch_size: usize,
    ) -> ItemStream<Page> {
        if batch_size == 0 {
            return ItemStream::none_at_a_time("iter_contents_of_by");
        }
        let client = self.tags().client().clone();
        let batches = listed.chunks(batch_size);
        let read = batches.map(move |listed| contents(client.clone(), listed, batch_size));
        ItemStream::walk(read.buffered(AHEAD).flat_map(stream::iter))
    }

    /// Walks over the former versions of a page, newest first, without their contents.
    ///
    /// The server pages this one: a hundred entries are asked for at a time, the next once they are used up. A write
    /// during the walk shifts the rest by one, so that an entry may come twice.
    pub fn iter_history(&self, id: impl Into<PageId>) -> ItemStream<PageHistory> {
        self.iter_history_by(id, ENTRIES)
    }

    /// The same as [`iter_history`](Self::iter_history) with so many entries in a request.
    pub fn iter_history_by(
        &self,
        id: impl Into<PageId>,
        entries: usize,
    ) -> ItemStream<PageHistory> {
        if entries == 0 {
            return ItemStream::none_at_a_time("iter_history_by");
        }
        let (client, id) = (self.tags().client().clone(), id.into());
        let entries = i32::try_from(entries).unwrap_or(i32::MAX);
        let pages = stream::unfold(Some(0), move |page| {
            let client = client.clone();
            async move { history(&client, id, page?, entries).await }
        });
        ItemStream::new(pages.flat_map(stream::iter))
    }
}

impl Pages<'_> {
    /// Walks over all tags. One request is sent, and the items are read while the answer arrives.
    pub fn iter_tags(&self) -> ItemStream<PageTag> {
        self.tags().stream()
    }

    /// Walks over all pages of a locale with the pages that each links to. One request is sent, and the items are read
    /// while the answer arrives.
    pub fn iter_links(&self, locale: impl Into<String>) -> ItemStream<PageLinkItem> {
        self.links().locale(locale.into()).stream()
    }

    /// Walks over the hits of [`find`](Self::find), with the ids of their pages. The search is sent when the first is
    /// asked for; the server gives all of them at once. A hit whose folder could not be looked up is an item that failed.
    pub fn iter_hits(&self, query: impl Into<String>) -> ItemStream<PageHit> {
        let (client, query) = (self.tags().client().clone(), query.into());
        let found = stream::once(async move {
            let hits = client.pages().hits(query).await;
            stream::iter(hits.unwrap_or_else(|error| vec![Err(error)]))
        });
        ItemStream::new(found.flatten())
    }
}

impl Users<'_> {
    /// Walks over all users, the system's accounts included. One request is sent, and the items are read while the
    /// answer arrives. The server neither filters nor sorts them: [`matching`](ItemStream::matching) and
    /// [`sorted_by_key`](ItemStream::sorted_by_key) do.
    pub fn iter_all(&self) -> ItemStream<UserMinimal> {
        self.list().stream()
    }
}

impl Groups<'_> {
    /// Walks over all groups. One request is sent, and the items are read while the answer arrives.
    pub fn iter_all(&self) -> ItemStream<GroupMinimal> {
        self.list().stream()
    }
}

impl Comments<'_> {
    /// Walks over all comments of the page at this path, in the locale `en`. One request is sent, and the items are
    /// read while the answer arrives.
    pub fn iter_all(&self, path: impl Into<String>) -> ItemStream<CommentPost> {
        self.list(path).stream()
    }

    /// The same as [`iter_all`](Self::iter_all) for a page in another locale.
    pub fn iter_all_in(
        &self,
        locale: impl Into<String>,
        path: impl Into<String>,
    ) -> ItemStream<CommentPost> {
        self.list(path).locale(locale.into()).stream()
    }
}

impl Assets<'_> {
    /// Walks over all assets of all folders, each with the folder that it lies in; 0 is the root.
    ///
    /// Folders are asked for what lies in them in batches, two ahead, a level after another. What is moved during the
    /// walk may come twice or not at all. A folder that cannot be read is an item that failed.
    pub fn iter_all(&self) -> ItemStream<(AssetFolderId, AssetItem)> {
        self.iter_all_by(BATCH)
    }

    /// The same as [`iter_all`](Self::iter_all) with so many folders in a request.
    pub fn iter_all_by(&self, batch_size: usize) -> ItemStream<(AssetFolderId, AssetItem)> {
        if batch_size == 0 {
            return ItemStream::none_at_a_time("iter_all_by");
        }
        let client = self.flush_temp_uploads().client().clone();
        descend(AssetFolderId::from(0), batch_size, move |folders| {
            open(client.clone(), folders)
        })
    }
}

/// Reads the pages of a piece of the list. What failed in the list stays where it was.
async fn contents(
    client: Client,
    listed: Vec<Result<PageListItem, Error>>,
    batch_size: usize,
) -> Vec<Result<Page, Error>> {
    let ids: Vec<PageId> = listed.iter().flatten().map(|page| page.id).collect();
    let pages = client.pages().get_many(ids).chunk_size(batch_size);
    let mut pages = match pages.await {
        Ok(answers) => answers.into_iter(),
        Err(error) => return vec![Err(error)],
    };
    let each = listed.into_iter().filter_map(|listed| match listed {
        Ok(listed) => Some(pages.next()?.map_err(|error| error.about(name_of(&listed)))),
        Err(error) => Some(Err(error)),
    });
    each.collect()
}

/// A page as errors name it.
pub(super) fn name_of(page: &PageListItem) -> String {
    format!("page {} (/{}/{})", page.id, page.locale, page.path)
}

type Entries = Vec<Result<PageHistory, Error>>;

/// A page of a history, and the number of the next one where there may be one. An error ends the walk.
async fn history(
    client: &Client,
    id: PageId,
    page: i32,
    entries: i32,
) -> Option<(Entries, Option<i32>)> {
    let asked = pages::History::new(id)
        .offset_page(page)
        .offset_size(entries);
    match client.send(asked).await {
        Ok(answer) => {
            let trail = answer.trail.unwrap_or_default();
            let more = usize::try_from(entries).is_ok_and(|full| trail.len() >= full);
            let next = more.then(|| page + 1);
            (!trail.is_empty()).then(|| (trail.into_iter().map(Ok).collect(), next))
        }
        Err(error) => Some((vec![Err(error)], None)),
    }
}

fn of_folder(error: Error, folder: AssetFolderId) -> Error {
    error.about(format!("asset folder {folder}"))
}

type Found = Vec<Result<(AssetFolderId, AssetItem), Error>>;

/// What lies in these folders, and the folders below them.
async fn open(
    client: Client,
    folders: Vec<AssetFolderId>,
) -> Opened<(AssetFolderId, AssetItem), AssetFolderId> {
    let below = folders
        .iter()
        .map(|id| assets::Folders::new().parent_folder_id(*id));
    let below = client.batch(below.collect::<Vec<_>>());
    let lists: Vec<_> = folders.iter().map(|id| assets::List::new(*id)).collect();
    let (mut found, mut next) = (Vec::new(), Vec::new());
    match below.chunk_size(folders.len()).await {
        Ok(answers) => folders.iter().zip(answers).for_each(|answer| match answer {
            (_, Ok(children)) => next.extend(children.into_iter().map(|folder| folder.id)),
            (folder, Err(error)) => found.push(Err(of_folder(error, *folder))),
        }),
        Err(error) => return Opened::failed(error),
    }
    // Refused for a reason that holds for all.
    if let Some(Err(error)) = found.first()
        && error.holds_for_all()
    {
        return Opened {
            items: found,
            folders: next,
        };
    }
    match client.batch(lists).chunk_size(folders.len()).await {
        Ok(answers) => found.extend(folders.into_iter().zip(answers).flat_map(items)),
        Err(error) => found.push(Err(error)),
    }
    Opened {
        items: found,
        folders: next,
    }
}

fn items((folder, answer): (AssetFolderId, Result<Vec<AssetItem>, Error>)) -> Found {
    match answer {
        Ok(items) => items.into_iter().map(|item| Ok((folder, item))).collect(),
        Err(error) => vec![Err(of_folder(error, folder))],
    }
}
