//! Walks down folders: what lies in them is asked for in batches, some ahead, and then what lies below.

use std::collections::VecDeque;
use std::future::Future;

use futures_util::stream::{self, FuturesOrdered, StreamExt};

use crate::error::Error;
use crate::stream::ItemStream;

/// So many batches are read ahead of the one that is being looked at.
const AHEAD: usize = 2;

/// What lies in a batch of folders.
pub(super) struct Opened<T, F> {
    /// The items, and what failed.
    pub(super) items: Vec<Result<T, Error>>,
    /// The folders among them.
    pub(super) folders: Vec<F>,
}

impl<T, F> Opened<T, F> {
    /// What is known of folders that could not be read at all.
    pub(super) fn failed(error: Error) -> Self {
        Self {
            items: vec![Err(error)],
            folders: Vec::new(),
        }
    }
}

/// Walks from a root over all that lies below it, nearer things first. `open` reads so many folders at the most.
///
/// Of what is still to come, the ids of folders are held, and the items of the batches that are read ahead.
pub(super) fn descend<T, F, O>(
    root: F,
    batch_size: usize,
    open: impl Fn(Vec<F>) -> O + Send + 'static,
) -> ItemStream<T>
where
    T: Send + 'static,
    F: Send + 'static,
    O: Future<Output = Opened<T, F>> + Send + 'static,
{
    let start = (VecDeque::from([root]), FuturesOrdered::new());
    let batches = stream::unfold(start, move |(mut waiting, mut under_way)| {
        while under_way.len() < AHEAD && !waiting.is_empty() {
            let count = batch_size.min(waiting.len());
            under_way.push_back(open(waiting.drain(..count).collect()));
        }
        async move {
            let opened = under_way.next().await?;
            waiting.extend(opened.folders);
            Some((opened.items, (waiting, under_way)))
        }
    });
    ItemStream::walk(batches.flat_map(stream::iter))
}
