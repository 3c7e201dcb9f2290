//! Lists whose items are read while the answer arrives.
//!
//! `arriving` turns the body of an answer into items; what stands around the list is kept and read at the end, as the
//! answer that it is: errors and all. `narrow` takes some of the items.

mod arriving;
mod narrow;

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_util::stream::FusedStream;
use futures_util::{Stream, StreamExt, stream};
use wikijs_wire::operation::Lift;
use wikijs_wire::{Decode, Operation, Query};

use self::arriving::{Arriving, Source};
use crate::error::Error;
use crate::request::Request;

/// Items one after another; an item that failed is an `Err`, and others may follow it.
///
/// Nothing is sent before the first item is asked for, no more is read from the connection than is asked for, and
/// dropping the stream ends the transfer. It is a [`Stream`], with the two methods that most programs need; after its end
/// it may be asked again, and says `None`.
#[must_use = "a stream does nothing until it is asked for items"]
pub struct ItemStream<T>(Option<Items<T>>);

/// Not asked again after its end.
type Items<T> = Pin<Box<dyn Stream<Item = Result<T, Error>> + Send>>;

impl<T> ItemStream<T> {
    pub(crate) fn new(items: impl Stream<Item = Result<T, Error>> + Send + 'static) -> Self {
        Self(Some(Box::pin(items)))
    }

    /// What a walk gives that was asked to read none at a time.
    pub(crate) fn none_at_a_time(method: &str) -> Self
    where
        T: Send + 'static,
    {
        let problem =
            format!("`{method}` is asked for zero at a time, and takes a number from 1 on");
        Self::new(stream::iter([Err(Error::settings(problem))]))
    }

    /// Items that take many requests: an error that holds for all of them is the last item, and nothing more is sent.
    pub(crate) fn walk(items: impl Stream<Item = Result<T, Error>> + Send + 'static) -> Self
    where
        T: Send + 'static,
    {
        let walk = stream::unfold(Some(Self::new(items)), |rest| async {
            let mut rest = rest?;
            let item = rest.next().await?;
            let is_last = item.as_ref().is_err_and(Error::holds_for_all);
            Some((item, (!is_last).then_some(rest)))
        });
        Self::new(walk)
    }

    /// The next item; `None` at the end, and ever after.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        StreamExt::next(self).await
    }

    /// All items.
    ///
    /// # Errors
    ///
    /// An item failed; what came before it is lost.
    pub async fn all(mut self) -> Result<Vec<T>, Error> {
        let mut items = Vec::new();
        while let Some(item) = self.next().await {
            items.push(item?);
        }
        Ok(items)
    }
}

impl<T> Stream for ItemStream<T> {
    type Item = Result<T, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Some(items) = &mut self.0 else {
            return Poll::Ready(None);
        };
        let item = ready!(items.as_mut().poll_next(context));
        if item.is_none() {
            self.0 = None;
        }
        Poll::Ready(item)
    }
}

impl<T> FusedStream for ItemStream<T> {
    fn is_terminated(&self) -> bool {
        self.0.is_none()
    }
}

impl<T> fmt::Debug for ItemStream<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ItemStream").finish_non_exhaustive()
    }
}

impl<O, T> Request<O>
where
    O: Operation<Kind = Query, Output = Vec<T>> + Lift,
    T: Decode + Send + 'static,
{
    /// Reads the items of the list while the answer arrives, instead of all at once.
    ///
    /// One request is sent, when the first item is asked for. Memory is needed for one item and a piece of the answer,
    /// however long the list is. Time limits hold for the head of the answer, and after it for each piece. Errors that
    /// the server reports beside the list come at the end, as one; so do null items, which are left out.
    ///
    /// ```
    /// # async fn run(client: wikijs_sdk::Client) -> Result<(), wikijs_sdk::Error> {
    /// let mut pages = client.pages().list().tags(["guide"]).stream();
    /// while let Some(page) = pages.next().await {
    ///     println!("/{}", page?.path);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn stream(self) -> ItemStream<T> {
        let source = Source::<O>::of(self);
        ItemStream::new(stream::unfold(
            Arriving::Unsent(Box::new(source)),
            Arriving::next,
        ))
    }
}
