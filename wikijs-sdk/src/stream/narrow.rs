//! Filter, sort and limit on our side, in true units, whatever the server makes of its own arguments.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_util::stream::{self, StreamExt};
use futures_util::{Stream, future};

use super::ItemStream;
use crate::error::Error;

impl<T: Send + 'static> ItemStream<T> {
    /// Only those items that `is_wanted` says yes to, and those that failed.
    ///
    /// ```
    /// # async fn run(client: wikijs_sdk::Client) -> Result<(), wikijs_sdk::Error> {
    /// let drafts = client.pages().iter_all().matching(|page| !page.is_published);
    /// println!("{} drafts", drafts.all().await?.len());
    /// # Ok(())
    /// # }
    /// ```
    pub fn matching(self, is_wanted: impl Fn(&T) -> bool + Send + 'static) -> Self {
        let wanted = move |item: &Result<T, Error>| item.as_ref().map_or(true, &is_wanted);
        Self::new(self.filter(move |item| future::ready(wanted(item))))
    }

    /// The first `items` items; those that failed are passed on and do not count.
    ///
    /// With the last of them the stream is over, and nothing more is read.
    pub fn limit(self, items: usize) -> Self {
        Self::new(Limited {
            rest: (items > 0).then_some(self),
            left: items,
        })
    }

    /// The items sorted by a key, equal ones in the order in which they came; those that failed, and the error of a list
    /// that broke off, come before them. So a [`limit`](Self::limit) behind it passes them on, too, and
    /// [`all`](Self::all) never takes the first of some items for the first of all.
    ///
    /// The first one comes when the last one has been read, and memory is needed for all.
    pub fn sorted_by_key<K: Ord>(self, key: impl Fn(&T) -> K + Send + 'static) -> Self {
        let sorted = stream::once(async move {
            let (mut items, mut failed) = (Vec::new(), Vec::new());
            let mut all = self;
            while let Some(item) = all.next().await {
                match item {
                    Ok(item) => items.push(item),
                    Err(error) => failed.push(Err(error)),
                }
            }
            items.sort_by_key(key);
            stream::iter(failed.into_iter().chain(items.into_iter().map(Ok)))
        });
        Self::new(sorted.flatten())
    }
}

/// The rest of a stream of which so many items are still wanted.
struct Limited<T> {
    /// Dropped with the last item, so that the transfer ends with it.
    rest: Option<ItemStream<T>>,
    left: usize,
}

impl<T> Stream for Limited<T> {
    type Item = Result<T, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Some(rest) = &mut self.rest else {
            return Poll::Ready(None);
        };
        let item = ready!(rest.poll_next_unpin(context));
        self.left -= usize::from(matches!(item, Some(Ok(_))));
        if self.left == 0 || item.is_none() {
            self.rest = None;
        }
        Poll::Ready(item)
    }
}
