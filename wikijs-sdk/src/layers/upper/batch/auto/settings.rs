//! How single calls are merged.

use std::time::Duration;

use crate::error::Error;

/// Merges single calls that many tasks make at the same time into one request:
/// [`ClientBuilder::auto_batch`](crate::ClientBuilder::auto_batch).
///
/// Queries alone are merged, unless mutations are asked for as well.
#[derive(Debug, Clone)]
#[must_use = "it is a setting of a client"]
pub struct AutoBatch {
    pub(super) window: Duration,
    pub(super) chunk_size: usize,
    pub(super) with_mutations: bool,
}

impl AutoBatch {
    /// Merges what is asked for within this time after the first call of a group: by so much each call is late.
    ///
    /// A few milliseconds gather what many tasks ask for at once. Zero gathers what is asked for until the runtime turns
    /// to the group.
    pub fn within(window: Duration) -> Self {
        Self {
            window,
            chunk_size: super::super::MOST_PARTS,
            with_mutations: false,
        }
    }

    /// The most calls that go into one request; 50 by default. A group that is full is sent at once. None is refused when
    /// the client is built.
    pub fn chunk_size(mut self, calls: usize) -> Self {
        self.chunk_size = calls;
        self
    }

    /// Merges mutations, too. Those of a request run in the order in which they were asked for, and each waits for those
    /// before it: it saves round trips, and nothing of the server's time.
    pub fn with_mutations(mut self) -> Self {
        self.with_mutations = true;
        self
    }

    /// # Errors
    ///
    /// It cannot be meant.
    pub(crate) fn check(&self) -> Result<(), Error> {
        if self.chunk_size == 0 {
            return Err(Error::settings(
                "`chunk_size` of an `AutoBatch` is zero, and takes a number from 1 on: no call would be merged",
            ));
        }
        Ok(())
    }
}

impl From<Duration> for AutoBatch {
    fn from(window: Duration) -> Self {
        Self::within(window)
    }
}
